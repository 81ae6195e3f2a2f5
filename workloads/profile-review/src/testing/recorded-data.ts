import { recordedData } from '@kickoff/testing';

/** Recorded exchanges with GitHub. */
export const RECORDED_PROFILES = recordedData(new URL('../../../../../shared/data/github', import.meta.url));
