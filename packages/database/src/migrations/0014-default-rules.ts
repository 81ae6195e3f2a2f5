/** The rules of a new installation. They are rows from then on, and edited as such. */
export const DEFAULT_ALERT_RULES = [
  rule('type-failing', 'type-failing', 'critical', { threshold: 0.5, least: 10, forMs: 60_000 }),
  rule('failures-in-a-row', 'failures-in-a-row', 'critical', { threshold: 5, windowMs: 3_600_000 }),
  rule('backlog-growing', 'backlog-growing', 'warning', { threshold: 1_000, forMs: 300_000 }),
  rule('waiting-long', 'waiting-long', 'warning', { threshold: 60_000, forMs: 60_000 }),
  rule('dead-letters', 'dead-letters', 'warning', { threshold: 1 }),
  rule('no-worker', 'no-worker', 'critical', { threshold: 1, forMs: 60_000 }),
  rule('schedule-missed', 'schedule-missed', 'warning', { threshold: 60_000 }),
  rule('store-filling', 'store-filling', 'critical', { threshold: 0.7 }),
];

function rule(
  id: string,
  kind: string,
  severity: string,
  {
    threshold,
    least = 0,
    windowMs = 300_000,
    forMs = 0,
  }: Partial<Record<'least' | 'windowMs' | 'forMs', number>> & {
    threshold: number;
  },
) {
  return { id, kind, severity, threshold, least, windowMs, forMs };
}
