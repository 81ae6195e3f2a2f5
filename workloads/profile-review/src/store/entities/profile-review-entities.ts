import { AnalysisRequestRow } from './analysis-request.js';
import { AnalysisRow } from './analysis.js';
import { BulkAnalysisRow } from './bulk-analysis.js';
import { GitHubResponseRow } from './github-response.js';
import { NotificationRow } from './notification.js';
import { PaymentEventRow } from './payment-event.js';

export const PROFILE_REVIEW_ENTITIES = [
  AnalysisRequestRow,
  AnalysisRow,
  BulkAnalysisRow,
  GitHubResponseRow,
  NotificationRow,
  PaymentEventRow,
];
