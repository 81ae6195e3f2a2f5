import type { components } from '@kickoff/api-client';

type Priority = NonNullable<components['schemas']['EnqueueJob']['priority']>;

/** Every priority, the most urgent first; a queue declares some of them. */
export const PRIORITY_CHOICES = ['critical', 'high', 'normal', 'low'] as const satisfies readonly Priority[];
