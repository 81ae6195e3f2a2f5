/** A module without what a thread needs, for tests. */
export const walk = (): string => 'slowly';
