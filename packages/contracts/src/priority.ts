/** How urgent a job is among those of its queue. A queue declares which of the four it has. */
export const PRIORITIES = ['critical', 'high', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** The priorities of a queue that declares none. */
export const DEFAULT_PRIORITIES: readonly Priority[] = ['high', 'normal'];
