import type { UpstreamJob } from '@kickoff/upstream';
import type { Scores } from '../contracts/scores.js';
import type { ProfileData } from '../profile/profile-data.js';
import type { ReviewText } from './review.js';

/** Writes reviews: a service that is asked, or the built-in one. */
export abstract class Reviewer {
  /** Stored with each review. */
  abstract readonly name: string;
  /** @throws UpstreamError when a service fails; the signal's reason when it aborts */
  abstract review(profile: ProfileData, scores: Scores, job: UpstreamJob): Promise<ReviewText>;
}
