import { AlertRow } from './alert.js';
import { AlertNoticeRow } from './alert-notice.js';
import { AlertReceiverRow } from './alert-receiver.js';
import { AlertRuleRow } from './alert-rule.js';
import { ApiKeyRow } from './api-key.js';
import { AttemptRow } from './attempt.js';
import { AuditRow } from './audit-entry.js';
import { DeadLetterRow } from './dead-letter.js';
import { FlowRow } from './flow.js';
import { FlowNodeRow } from './flow-node.js';
import { IdempotentRequestRow } from './idempotent-request.js';
import { IntakePositionRow } from './intake-position.js';
import { JobEffectRow } from './job-effect.js';
import { JobEnvelopeRow } from './job-envelope.js';
import { JobHistoryRow } from './job-history.js';
import { JobStateRow } from './job-state.js';
import { JobRow } from './job.js';
import { OperationRow } from './operation.js';
import { OutboxRow } from './outbox-row.js';
import { QueueMinuteRow } from './queue-minute.js';
import { ScheduleRow } from './schedule.js';
import { StatisticsMarkRow } from './statistics-mark.js';
import { TransitionRow } from './transition.js';

/** Every entity of schema `kickoff`, tables and views in alphabetical order. */
export const PLATFORM_ENTITIES = [
  AlertNoticeRow,
  AlertReceiverRow,
  AlertRow,
  AlertRuleRow,
  ApiKeyRow,
  AttemptRow,
  AuditRow,
  DeadLetterRow,
  FlowNodeRow,
  FlowRow,
  IdempotentRequestRow,
  IntakePositionRow,
  JobEffectRow,
  JobEnvelopeRow,
  JobHistoryRow,
  JobStateRow,
  JobRow,
  OperationRow,
  OutboxRow,
  QueueMinuteRow,
  ScheduleRow,
  StatisticsMarkRow,
  TransitionRow,
] as const;
