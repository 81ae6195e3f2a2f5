import { Inject, Injectable } from '@nestjs/common';
import { SubjectMissing } from '@kickoff/contracts';
import type { JobContext } from '@kickoff/jobs';
import { WORKLOAD_SETTINGS } from '@kickoff/nest';
import type { Notification } from '../contracts/send-notification.js';
import type { ProfileReviewSettings } from '../settings.js';
import { AnalysisStore, type Addressee, type ServedAnalysis } from '../store/analysis-store.js';
import { NotificationStore, type Medium } from '../store/notification-store.js';
import { MailSender } from './mail-sender.js';
import { mailOf, webhookOf } from './notification-text.js';
import { WebhookSender } from './webhook-sender.js';

/** Sends notifications by every medium that the recipient has left an address for, each once. */
@Injectable()
export class Notifier {
  constructor(
    @Inject(AnalysisStore) private readonly analyses: AnalysisStore,
    @Inject(NotificationStore) private readonly notifications: NotificationStore,
    @Inject(MailSender) private readonly mails: MailSender,
    @Inject(WebhookSender) private readonly webhooks: WebhookSender,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: ProfileReviewSettings,
  ) {}

  /**
   * Media by which it was sent, now or before. What one medium does not take keeps no other from being tried.
   *
   * @throws SubjectMissing; AggregateError of what failed
   */
  async send(notification: Notification, job: JobContext): Promise<Medium[]> {
    const analysis = await this.analyses.served(notification.analysisId);
    if (!analysis) throw new SubjectMissing(`analysis ${notification.analysisId} was deleted`);
    const sent = new Set(await this.notifications.sent(notification));
    const failed: unknown[] = [];
    const once = async (medium: Medium, send: () => Promise<boolean>) => {
      if (sent.has(medium)) return;
      try {
        if (!(await send())) return;
        await this.notifications.noteSent(notification, medium);
        sent.add(medium);
      } catch (error) {
        job.signal.throwIfAborted();
        failed.push(error);
      }
    };
    const { email, webhookUrl } = await this.addressee(notification);
    const id = [notification.analysisId, notification.event, notification.recipient].join('.');
    if (email !== null) await once('email', () => this.mail(email, id, notification, analysis));
    if (webhookUrl !== null)
      await once('webhook', async () => {
        await this.webhooks.send(webhookUrl, id, webhookOf(notification.event, analysis), job.signal);
        return true;
      });
    if (failed.length > 0) throw new AggregateError(failed, failed.map((error) => (error as Error).message).join('; '));
    return [...sent].sort();
  }

  private mail(to: string, id: string, { event }: Notification, analysis: ServedAnalysis): Promise<boolean> {
    return this.mails.send({ to, id, ...mailOf(event, analysis) });
  }

  private addressee({ analysisId, recipient }: Notification): Promise<Addressee> {
    if (recipient === 'requester') return this.analyses.addressee(analysisId);
    return Promise.resolve({ email: this.settings.PROFILE_REVIEW_ADMINISTRATOR ?? null, webhookUrl: null });
  }
}
