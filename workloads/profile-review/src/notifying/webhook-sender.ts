import { Webhook } from 'standardwebhooks';
import { Agent, request } from 'undici';
import { isNameOrPublic, lookupPublic } from './public-addresses.js';

export interface WebhookSenderOptions {
  /** Without it webhooks are not signed. */
  secret: string | undefined;
  /** `any` also lets targets be in private networks. */
  targets: 'public' | 'any';
}

const TIMEOUT_MS = 10_000;

/** POSTs JSON to addresses that requesters have named, signed as Standard Webhooks say. Follows no redirects. */
export class WebhookSender {
  private readonly agent: Agent;
  private readonly webhook: Webhook | undefined;

  constructor(private readonly options: WebhookSenderOptions) {
    const { secret, targets } = options;
    this.webhook = secret === undefined ? undefined : new Webhook(secret);
    this.agent = new Agent({
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      connect: { timeout: TIMEOUT_MS, ...(targets === 'public' && { lookup: lookupPublic }) },
    });
  }

  /** Nest calls it when the last job has ended. */
  onApplicationShutdown(): Promise<void> {
    return this.agent.close();
  }

  /**
   * @param id the same for every attempt, so that the receiver can tell that it has it already
   * @throws Error unless the receiver answers 200 to 299
   */
  async send(target: string, id: string, message: object, signal: AbortSignal): Promise<void> {
    const url = new URL(target);
    if (this.options.targets === 'public' && !isNameOrPublic(url))
      throw new Error(`webhook to ${url.host}: not a public address`);
    const body = JSON.stringify(message);
    const now = new Date();
    const response = await request(url, {
      dispatcher: this.agent,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'kickoff-profile-review',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
        ...(this.webhook && { 'webhook-signature': this.webhook.sign(id, now, body) }),
      },
      body,
      signal,
    });
    await response.body.dump();
    const { statusCode } = response;
    if (statusCode < 200 || statusCode > 299) throw new Error(`webhook to ${url.host}: answered ${statusCode}`);
  }
}
