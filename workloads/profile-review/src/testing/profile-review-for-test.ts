import { workloadForTest, type SimulatorForTest, type WorkloadForTest } from '@kickoff/testing';
import manifest from '../worker.js';
import type { Receivers } from './receivers-for-test.js';

/** Of Standard Webhooks, as base64. */
export const PAYMENT_SECRET = `whsec_${Buffer.from('the secret of payments').toString('base64')}`;
export const WEBHOOK_SECRET = `whsec_${Buffer.from('the secret of webhooks').toString('base64')}`;
export const LIVE_TOKEN_SECRET = 'the secret that tokens are signed with';
export const ADMINISTRATOR = 'admin@example.com';

/** The workload against its simulator and local receivers, hardly limited. */
export function profileReviewForTest(
  simulator: () => Pick<SimulatorForTest, 'url'>,
  receivers: () => Receivers,
  environment: Record<string, string> = {},
): () => WorkloadForTest {
  return workloadForTest(manifest, {
    environment: () => ({
      PROFILE_REVIEW_GITHUB_URL: `${simulator().url}/profile-review/github`,
      PROFILE_REVIEW_AI_URL: `${simulator().url}/profile-review/ai`,
      PROFILE_REVIEW_GITHUB_REQUESTS_PER_MINUTE: '100000',
      PROFILE_REVIEW_AI_REQUESTS_PER_MINUTE: '100000',
      PROFILE_REVIEW_REQUEST_TIMEOUT: '2s',
      PROFILE_REVIEW_REQUESTS_PER_HOUR: '3',
      PROFILE_REVIEW_SMTP_URL: receivers().smtpUrl,
      PROFILE_REVIEW_ADMINISTRATOR: ADMINISTRATOR,
      PROFILE_REVIEW_WEBHOOK_SECRET: WEBHOOK_SECRET,
      PROFILE_REVIEW_WEBHOOK_TARGETS: 'any',
      PROFILE_REVIEW_PAYMENT_SECRET: PAYMENT_SECRET,
      PROFILE_REVIEW_LIVE_TOKEN_SECRET: LIVE_TOKEN_SECRET,
      ...environment,
    }),
  });
}
