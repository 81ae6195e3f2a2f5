import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;

/** Looks until it is so. For states of other processes, which send no signal. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  { timeoutMs, what, everyMs = LOOK_EVERY_MS }: { timeoutMs: number; what: string; everyMs?: number },
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`${what}: not done after ${timeoutMs / 1_000} s`);
    await sleep(everyMs);
  }
}
