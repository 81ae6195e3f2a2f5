import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;
const TIMEOUT_MS = 300_000;

/** @throws Error that says `otherwise` when it has not come true for long */
export async function until(
  isTrue: () => Promise<boolean> | boolean,
  otherwise: string,
  lookEveryMs = LOOK_EVERY_MS,
): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`${otherwise} after ${TIMEOUT_MS / 1_000} s`);
    await sleep(lookEveryMs);
  }
}
