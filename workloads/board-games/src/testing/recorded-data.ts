import { recordedData } from '@kickoff/testing';

/** Recorded responses of BoardGameGeek. */
export const RECORDED_GAMES = recordedData(new URL('../../../../../shared/data/bgg', import.meta.url));
