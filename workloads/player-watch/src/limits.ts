import type { LimitDefinition, LimitWindow } from '@kickoff/contracts';

/** Limits of the application, by platform or region. */
export const APP_LIMIT = 'app';
/** Limits of one method of the API, by platform or region and method. */
export const METHOD_LIMIT = 'method';

const perSeconds = (limit: number, seconds: number): LimitWindow => ({
  limit,
  perMs: seconds * 1_000 + 200,
  kind: 'sliding',
});

/**
 * What holds until Riot's first answer states the limits of the key: those of a development key, and of the method that
 * allows least.
 */
export function playerWatchLimits(): LimitDefinition[] {
  return [
    { name: APP_LIMIT, windows: [perSeconds(20, 1), perSeconds(100, 120)] },
    { name: METHOD_LIMIT, windows: [perSeconds(20, 10)] },
  ];
}
