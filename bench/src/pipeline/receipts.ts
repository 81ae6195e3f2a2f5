/** What a socket received: how many messages, and how long after the upstream's response each. */
export class Receipts {
  private delays: number[] = [];
  private received = 0;
  private goal: { count: number; reached: () => void } | undefined;

  get count(): number {
    return this.received;
  }

  /** A message has arrived this very moment. @param upstreamAt milliseconds since the epoch, same machine */
  add(upstreamAt: number): void {
    this.delays.push(Date.now() - upstreamAt);
    this.received += 1;
    if (this.goal && this.received >= this.goal.count) this.goal.reached();
  }

  /** Resolves when so many have been received in all. */
  async reach(count: number): Promise<void> {
    if (this.received < count) await new Promise<void>((reached) => (this.goal = { count, reached }));
    this.goal = undefined;
  }

  /** Milliseconds of each message since the last call. */
  take(): number[] {
    const taken = this.delays;
    this.delays = [];
    return taken;
  }
}
