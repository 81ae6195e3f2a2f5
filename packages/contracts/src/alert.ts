/**
 * What a rule looks at, and what its threshold counts:
 * - `type-failing`: share of failed attempts of a type in the window, 0 to 1, of at least `least`
 * - `failures-in-a-row`: latest jobs of a type that died one after the other, within the window
 * - `backlog-growing`: waiting jobs of a queue to which more came in the window than ended
 * - `waiting-long`: milliseconds that the first waiting job of a queue has waited
 * - `dead-letters`: jobs of a type that died in the window
 * - `no-worker`: waiting jobs of a queue that no worker serves
 * - `schedule-missed`: milliseconds that a firing is overdue
 * - `store-filling`: share of the broker's store in use, 0 to 1; closed admission fires, too
 */
export const ALERT_KINDS = [
  'type-failing',
  'failures-in-a-row',
  'backlog-growing',
  'waiting-long',
  'dead-letters',
  'no-worker',
  'schedule-missed',
  'store-filling',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const ALERT_SEVERITIES = ['info', 'warning', 'critical'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** `pending`: for shorter than its rule wants, so that nobody is told yet. */
export const ALERT_STATES = ['pending', 'firing', 'resolved'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export const RECEIVER_KINDS = ['webhook', 'email'] as const;
export type ReceiverKind = (typeof RECEIVER_KINDS)[number];
