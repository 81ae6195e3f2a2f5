import { Inject, Injectable, ServiceUnavailableException, UnauthorizedException } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { WORKLOAD_SETTINGS } from '@kickoff/nest';
import type { ProfileReviewSettings } from '../settings.js';

/** Who a webhook is from, by its signature. */
@Injectable()
export class PaymentWebhooks {
  private readonly webhook: Webhook | undefined;

  constructor(@Inject(WORKLOAD_SETTINGS) { PROFILE_REVIEW_PAYMENT_SECRET: secret }: ProfileReviewSettings) {
    this.webhook = secret === undefined ? undefined : new Webhook(secret);
  }

  /**
   * Id of the event, once the signature has been found good. Older than five minutes it is not.
   *
   * @param bytes the body as it came: anything else has another signature
   * @throws ServiceUnavailableException without a secret, so that the payment service tells it again later
   * @throws UnauthorizedException for a signature that is missing, wrong or old
   */
  verify(bytes: Buffer | undefined, headers: Readonly<Record<string, unknown>>): string {
    if (!this.webhook) throw new ServiceUnavailableException('PROFILE_REVIEW_PAYMENT_SECRET is not set');
    const header = (name: string) => {
      const value = headers[name];
      return typeof value === 'string' ? value : '';
    };
    const signed = {
      'webhook-id': header('webhook-id'),
      'webhook-timestamp': header('webhook-timestamp'),
      'webhook-signature': header('webhook-signature'),
    };
    try {
      this.webhook.verify(bytes ?? Buffer.alloc(0), signed, { jsonParse: false });
    } catch (error) {
      throw new UnauthorizedException('the signature is missing, wrong or old', { cause: error });
    }
    return signed['webhook-id'];
  }
}
