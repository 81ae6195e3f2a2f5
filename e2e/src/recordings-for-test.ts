import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Recordings that are played by tests. */

/** Beside the repository and read in place. Where it is absent, its tests are skipped and the generated one proves the same. */
export const RECORDED_EVENING = fileURLToPath(
  new URL('../../../shared/data/api-football/live-polls-2026-02-04', import.meta.url),
);
export const RECORDED_EVENING_PRESENT = existsSync(RECORDED_EVENING);
export const RECORDED_EVENING_NOTE = RECORDED_EVENING_PRESENT
  ? ''
  : ' (skipped: recorded data absent at ../shared/data)';

/** Written by `npm run generate`. */
export const GENERATED_EVENING = fileURLToPath(new URL('../evenings/generated', import.meta.url));
