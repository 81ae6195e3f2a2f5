/** Tells the simulator what it serves and how. */
export class SimulatorControl {
  constructor(private readonly url: string) {}

  /** Serves the folder's response number `step`, counted from 1 in the order of names. */
  async show(folder: string, step: number): Promise<void> {
    await this.order({ replay: { folder, step } });
  }

  /** @throws Error with the simulator's answer when it refuses */
  async order(order: object): Promise<void> {
    const response = await fetch(`${this.url}/__control`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
    if (!response.ok) throw new Error(`the simulator refused ${JSON.stringify(order)}: ${await response.text()}`);
  }

  /** Requests so far, by sport and target, e.g. `football /fixtures?live=all`. */
  async requests(): Promise<Record<string, number>> {
    const response = await fetch(`${this.url}/__control`);
    return ((await response.json()) as { requests: Record<string, number> }).requests;
  }
}
