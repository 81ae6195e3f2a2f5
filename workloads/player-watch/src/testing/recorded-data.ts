import { recordedData } from '@kickoff/testing';

/** Recorded responses of Riot's API. */
export const RECORDED_RIOT = recordedData(new URL('../../../../../shared/data/riot', import.meta.url));
