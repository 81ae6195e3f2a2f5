import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { durationMs } from '@kickoff/contracts';
import { z } from 'zod';
import type { SimulatorSettings } from './settings.js';

const Requested = z.object({ id: z.string() });
const PAID_AFTER_MS = 5_000;

/** People who ask the api for analyses, and the payment service that tells it what was paid for. */
export class Visitors {
  private timer: NodeJS.Timeout | undefined;
  private visits = 0;

  constructor(private readonly settings: SimulatorSettings) {}

  /** They come by themselves, if the settings say so; every one pays a little later. */
  start(): void {
    const { SIMULATOR_PROFILE_REVIEW_VISITS: every, SIMULATOR_PROFILE_REVIEW_API: api } = this.settings;
    if (every === undefined || api === undefined) return;
    this.timer = setInterval(() => {
      this.visits += 1;
      // The api may not have started yet, or has had enough of this address for now.
      this.visitAndPay(`visitor-${this.visits}`).catch(() => {});
    }, durationMs(every));
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** @returns the id of the analysis */
  async visit(username: string): Promise<string> {
    const response = await fetch(`${this.api()}/analyses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username }),
    });
    if (!response.ok) throw new Error(`the api answered ${response.status}: ${await response.text()}`);
    return Requested.parse(await response.json()).id;
  }

  /** @returns the status that the api answers */
  async pay(analysisId: string, eventId: string = randomUUID()): Promise<number> {
    const body = JSON.stringify({
      type: 'payment.succeeded',
      timestamp: new Date().toISOString(),
      data: { analysis_id: analysisId, amount: 900, currency: 'EUR' },
    });
    const now = new Date();
    const response = await fetch(`${this.api()}/payments/webhook`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': eventId,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
        'webhook-signature': new Webhook(this.settings.SIMULATOR_PROFILE_REVIEW_PAYMENT_SECRET).sign(
          eventId,
          now,
          body,
        ),
      },
      body,
    });
    await response.body?.cancel();
    return response.status;
  }

  private async visitAndPay(username: string): Promise<void> {
    const id = await this.visit(username);
    if (!this.settings.SIMULATOR_PROFILE_REVIEW_PAYMENT_SECRET) return;
    setTimeout(() => void this.pay(id).catch(() => {}), PAID_AFTER_MS).unref();
  }

  private api(): string {
    const { SIMULATOR_PROFILE_REVIEW_API: api } = this.settings;
    if (api === undefined) throw new Error('SIMULATOR_PROFILE_REVIEW_API is not set');
    return `${api}/api/v1/profile-review`;
  }
}
