import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Recorded responses of BoardGameGeek, kept beside the repository and read in place. Where they are absent, their tests are skipped. */
export const RECORDED_GAMES = fileURLToPath(new URL('../../../../../shared/data/bgg', import.meta.url));

export const RECORDED_GAMES_PRESENT = existsSync(RECORDED_GAMES);
export const RECORDED_GAMES_NOTE = RECORDED_GAMES_PRESENT ? '' : ' (skipped: recorded data absent at ../shared/data)';
