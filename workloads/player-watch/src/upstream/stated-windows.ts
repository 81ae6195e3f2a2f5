import type { StatedWindow } from '@kickoff/contracts';

/**
 * Riot counts requests when they arrive, the limiter when they start. Two that start a window apart may arrive closer to
 * each other; each window is waited for so much longer.
 */
const ARRIVAL_SPREAD_MS = 200;

/** Reads `20:1,100:120` of `X-App-Rate-Limit` and `X-Method-Rate-Limit`: requests by seconds. Undefined when it is none. */
export function statedWindows(text: string | undefined): StatedWindow[] | undefined {
  const windows = (text ?? '').split(',').map((part) => /^\s*(\d{1,9}):(\d{1,9})\s*$/.exec(part));
  if (windows.some((window) => !window || Number(window[1]) === 0 || Number(window[2]) === 0)) return undefined;
  return windows.map((window) => ({
    limit: Number(window![1]),
    per: `${Number(window![2]) * 1_000 + ARRIVAL_SPREAD_MS}ms`,
  }));
}
