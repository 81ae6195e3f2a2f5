export { fetchProfile } from './fetch-profile.js';
export { processAnalysis } from './process-analysis.js';
export { processPayment } from './process-payment.js';
export { pruneAnalyses } from './prune-analyses.js';
export { recordBulkOutcome } from './record-bulk-outcome.js';
export { reportFailure } from './report-failure.js';
export { runReview } from './run-review.js';
export { sendNotification } from './send-notification.js';
export { workload } from './workload.js';

export { AnalysisSubject, Username } from './analysis-subject.js';
export { CATEGORIES, Scores } from './scores.js';
export { analysisChannel, bulkChannel, CHANNEL_MESSAGES } from '../analysis/analysis-message.js';
export { ANALYSIS_STATES, AnalysisDocument } from '../analysis/analysis-document.js';
export { Review } from '../review/review.js';
