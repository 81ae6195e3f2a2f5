import type { components } from '@kickoff/api-client';
import { fieldLines } from '../cli/fields.js';
import { span } from '../cli/span.js';

type Alert = components['schemas']['Alert'];
type Rule = components['schemas']['AlertRule'];

/** One alert for people. */
export function alertText(alert: Alert): string {
  return fieldLines({
    id: alert.id,
    rule: alert.rule,
    subject: alert.subject,
    severity: alert.severity,
    state: alert.state,
    message: alert.message,
    since: alert.since,
    fired: alert.firedAt,
    resolved: alert.resolvedAt,
    muted: alert.mutedUntil === null ? null : `until ${alert.mutedUntil} by ${alert.mutedBy}`,
    acknowledged: alert.acknowledgedAt === null ? null : `${alert.acknowledgedAt} by ${alert.acknowledgedBy}`,
  });
}

/** What a rule is about: a type, a queue, a workload or everything. */
export function scopeText({ workload, queue, type }: Rule): string {
  return [workload, queue, type].filter((part) => part !== null).join(' ') || 'all';
}

/** One rule for people. */
export function ruleText(rule: Rule): string {
  return fieldLines({
    id: rule.id,
    kind: rule.kind,
    severity: rule.severity,
    threshold: rule.threshold,
    least: rule.least === 0 ? null : rule.least,
    window: span(rule.windowMs),
    for: span(rule.forMs),
    of: scopeText(rule),
    receivers: rule.receivers.join(', ') || 'all',
    enabled: rule.enabled ? 'yes' : 'no',
  });
}
