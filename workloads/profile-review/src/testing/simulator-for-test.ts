import { simulatorForTest as forTest } from '@kickoff/testing';
import simulator from '../simulator/index.js';
import type { ControlOrder, ProfileReviewSimulator } from '../simulator/profile-review-simulator.js';

/** GitHub and a model, simulated; `environment` are settings of the simulator. */
export const simulatorForTest = (environment: Record<string, string> = {}) =>
  forTest<ControlOrder, ReturnType<ProfileReviewSimulator['state']>>(simulator, {
    control: '/profile-review/__control',
    environment,
  });
