import { defineWorkload } from '@kickoff/contracts';
import { fetchProfile } from './fetch-profile.js';
import { processAnalysis } from './process-analysis.js';
import { processPayment } from './process-payment.js';
import { pruneAnalyses } from './prune-analyses.js';
import { recordBulkOutcome } from './record-bulk-outcome.js';
import { reportFailure } from './report-failure.js';
import { runReview } from './run-review.js';
import { sendNotification } from './send-notification.js';

export const workload = defineWorkload({
  name: 'profile-review',
  summary: 'Reviews of GitHub profiles: fetched, scored, reviewed, told to whoever asked.',
  contracts: [
    fetchProfile,
    processAnalysis,
    processPayment,
    pruneAnalyses,
    recordBulkOutcome,
    reportFailure,
    runReview,
    sendNotification,
  ],
  queues: {
    /** Payments alone, so that no analysis holds one up. */
    high: { service: 'processor' },
    /** Analyses, which ask outside services. */
    default: { service: 'poller' },
    /** Notifications and clean-up. */
    low: { service: 'processor' },
  },
  channels: [
    { pattern: ':analysisId', visibility: 'private' },
    { pattern: 'bulk/:bulkId', visibility: 'private' },
  ],
});
