import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Recorded exchanges with GitHub, kept beside the repository and read in place. Where they are absent, their tests are skipped. */
export const RECORDED_PROFILES = fileURLToPath(new URL('../../../../../shared/data/github', import.meta.url));

export const RECORDED_PROFILES_PRESENT = existsSync(RECORDED_PROFILES);
export const RECORDED_PROFILES_NOTE = RECORDED_PROFILES_PRESENT
  ? ''
  : ' (skipped: recorded data absent at ../shared/data)';
