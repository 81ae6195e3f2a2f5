import { durationMs } from '@kickoff/contracts';
import { DATABASE_PROVIDER } from '@kickoff/database';
import { defineManifest, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { Analysing } from './analysing/analysing.js';
import { AnalysisProgress } from './analysing/analysis-progress.js';
import { FailedAnalyses } from './analysing/failed-analyses.js';
import { workload } from './contracts/workload.js';
import { FetchProfile } from './handlers/fetch-profile.js';
import { ProcessAnalysis } from './handlers/process-analysis.js';
import { ProcessPayment } from './handlers/process-payment.js';
import { PruneAnalyses } from './handlers/prune-analyses.js';
import { RecordBulkOutcome } from './handlers/record-bulk-outcome.js';
import { ReportFailure } from './handlers/report-failure.js';
import { RunReview } from './handlers/run-review.js';
import { SendNotification } from './handlers/send-notification.js';
import { profileReviewLimits } from './limits.js';
import { MailSender } from './notifying/mail-sender.js';
import { Notifier } from './notifying/notifier.js';
import { WebhookSender } from './notifying/webhook-sender.js';
import { PaymentWebhooks } from './payments/payment-webhooks.js';
import { ChannelTokens } from './requesting/channel-tokens.js';
import { StartAnalysis } from './requesting/start-analysis.js';
import { BuiltInReviewer } from './review/built-in-reviewer.js';
import { ModelReviewer } from './review/model-reviewer.js';
import { Reviewer } from './review/reviewer.js';
import { AnalysesController } from './routes/analyses-controller.js';
import { BulkAnalysesController } from './routes/bulk-analyses-controller.js';
import { PaymentsController } from './routes/payments-controller.js';
import { profileReviewSchedules } from './schedules.js';
import { profileReviewSettings, type ProfileReviewSettings } from './settings.js';
import { AnalysisStore } from './store/analysis-store.js';
import { BulkStore } from './store/bulk-store.js';
import { PROFILE_REVIEW_ENTITIES } from './store/entities/profile-review-entities.js';
import { GitHubResponseStore } from './store/github-response-store.js';
import { Analyses0001 } from './store/migrations/0001-analyses.js';
import { NotificationStore } from './store/notification-store.js';
import { PaymentStore } from './store/payment-store.js';
import { RequestStore } from './store/request-store.js';
import { PROFILE_REVIEW_SCHEMA } from './store/schema.js';
import { GitHub } from './upstream/github.js';

export default defineManifest({
  workload,
  settings: profileReviewSettings,
  schedules: profileReviewSchedules,
  limits: profileReviewLimits,
  database: { schema: PROFILE_REVIEW_SCHEMA, entities: PROFILE_REVIEW_ENTITIES, migrations: [Analyses0001] },
  handlers: [
    FetchProfile,
    ProcessAnalysis,
    ProcessPayment,
    PruneAnalyses,
    RecordBulkOutcome,
    ReportFailure,
    RunReview,
    SendNotification,
  ],
  providers: [
    DATABASE_PROVIDER,
    Analysing,
    AnalysisProgress,
    AnalysisStore,
    BulkStore,
    ChannelTokens,
    FailedAnalyses,
    GitHubResponseStore,
    NotificationStore,
    Notifier,
    PaymentStore,
    PaymentWebhooks,
    RequestStore,
    StartAnalysis,
    {
      provide: GitHub,
      inject: [WORKLOAD_SETTINGS, GitHubResponseStore],
      useFactory: (settings: ProfileReviewSettings, responses: GitHubResponseStore) =>
        new GitHub({
          address: settings.PROFILE_REVIEW_GITHUB_URL,
          token: settings.PROFILE_REVIEW_GITHUB_TOKEN,
          timeoutMs: durationMs(settings.PROFILE_REVIEW_REQUEST_TIMEOUT),
          responses,
        }),
    },
    {
      provide: Reviewer,
      inject: [WORKLOAD_SETTINGS],
      useFactory: (settings: ProfileReviewSettings) =>
        settings.PROFILE_REVIEW_AI_KEY === ''
          ? new BuiltInReviewer()
          : new ModelReviewer({
              address: settings.PROFILE_REVIEW_AI_URL,
              key: settings.PROFILE_REVIEW_AI_KEY,
              model: settings.PROFILE_REVIEW_AI_MODEL,
              timeoutMs: durationMs(settings.PROFILE_REVIEW_AI_TIMEOUT),
              prices: {
                prompt: settings.PROFILE_REVIEW_AI_PROMPT_PRICE,
                completion: settings.PROFILE_REVIEW_AI_COMPLETION_PRICE,
              },
            }),
    },
    {
      provide: MailSender,
      inject: [WORKLOAD_SETTINGS],
      useFactory: (settings: ProfileReviewSettings) =>
        new MailSender({ url: settings.PROFILE_REVIEW_SMTP_URL, from: settings.PROFILE_REVIEW_MAIL_FROM }),
    },
    {
      provide: WebhookSender,
      inject: [WORKLOAD_SETTINGS],
      useFactory: (settings: ProfileReviewSettings) =>
        new WebhookSender({
          secret: settings.PROFILE_REVIEW_WEBHOOK_SECRET,
          targets: settings.PROFILE_REVIEW_WEBHOOK_TARGETS,
        }),
    },
  ],
  controllers: [AnalysesController, BulkAnalysesController, PaymentsController],
});
