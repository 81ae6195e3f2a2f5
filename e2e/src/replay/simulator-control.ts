/** Tells the simulator which recorded response it serves. */
export class SimulatorControl {
  constructor(private readonly url: string) {}

  /** Serves the folder's response number `step`, counted from 1 in the order of names. */
  async show(folder: string, step: number): Promise<void> {
    const response = await fetch(`${this.url}/__control`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ replay: { folder, step } }),
    });
    if (!response.ok) throw new Error(`the simulator refused step ${step} of ${folder}: ${await response.text()}`);
  }
}
