/** The simulator's control: what an upstream does between two polls. */
export class SimulatedUpstream {
  constructor(readonly url: string) {}

  /** Lets match time pass at once. */
  async pass(milliseconds: number): Promise<void> {
    await this.control({ skipMs: milliseconds });
  }

  async moveKickOffs(matchIds: readonly number[], byMs: number): Promise<void> {
    await this.control({ match: matchIds.map((matchId) => ({ sport: 'football', matchId, kickOffMovedMs: byMs })) });
  }

  private async control(order: object): Promise<void> {
    const response = await fetch(`${this.url}/__control`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
    if (!response.ok) throw new Error(`the simulator refused ${JSON.stringify(order)}: ${await response.text()}`);
    await response.body?.cancel();
  }
}
