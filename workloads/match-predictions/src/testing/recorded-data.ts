import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Recorded seasons, kept beside the repository and read in place. Where they are absent, their tests are skipped. */

const ROOT = fileURLToPath(new URL('../../../../../shared/data/football-data', import.meta.url));

export const RECORDED_DATA_PRESENT = existsSync(ROOT);
export const RECORDED_DATA_NOTE = RECORDED_DATA_PRESENT ? '' : ' (skipped: recorded data absent at ../shared/data)';

export function recordedFolder(): string {
  return ROOT;
}
