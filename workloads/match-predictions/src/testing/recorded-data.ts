import { recordedData } from '@kickoff/testing';

/** Recorded seasons of football-data.co.uk. */
export const RECORDED_SEASONS = recordedData(new URL('../../../../../shared/data/football-data', import.meta.url));
