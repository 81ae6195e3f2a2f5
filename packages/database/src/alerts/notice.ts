import type { AlertSeverity } from '@kickoff/contracts';
import type { AlertRow } from '../entities/alert.js';

/** What a receiver is told, as webhooks get it. Times are ISO 8601. */
export interface Notice {
  /** The same when it is sent again. */
  id: string;
  event: 'firing' | 'resolved';
  alert: string;
  rule: string;
  subject: string;
  severity: AlertSeverity;
  message: string;
  value: number;
  firedAt: string | null;
  resolvedAt: string | null;
}

export function noticeBody(id: string, alert: AlertRow, event: Notice['event']): Notice {
  const { ruleId: rule, subject, severity, message, value, firedAt, resolvedAt } = alert;
  return {
    id,
    event,
    alert: alert.id,
    rule,
    subject,
    severity,
    message,
    value,
    firedAt: firedAt?.toISOString() ?? null,
    resolvedAt: resolvedAt?.toISOString() ?? null,
  };
}
