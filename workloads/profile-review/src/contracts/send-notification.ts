import { defineJob, steps } from '@kickoff/contracts';
import { z } from 'zod';
import { AnalysisSubject, analysisTags } from './analysis-subject.js';
import { ON_AN_ANALYSIS } from './policy.js';

export const NOTIFICATION_EVENTS = ['completed', 'failed'] as const;
export const RECIPIENTS = ['requester', 'administrator'] as const;
export const MEDIA = ['email', 'webhook'] as const;

export const sendNotification = defineJob({
  type: 'profile-review.send-notification',
  knownAs: {
    SendAnalysisCompletedNotificationJob: { event: 'completed' },
    JobFailedNotification: { event: 'failed', recipient: 'administrator' },
  },
  summary: 'Tells whoever asked for an analysis, or the administrator, that it is completed or has failed.',
  queue: 'low',
  ...ON_AN_ANALYSIS,
  input: AnalysisSubject.extend({
    event: z.enum(NOTIFICATION_EVENTS).default('completed'),
    recipient: z.enum(RECIPIENTS).default('requester'),
  }),
  /** By which media it was sent, now or by an earlier attempt; none where the recipient has left no address. */
  output: z.object({ sent: z.array(z.enum(MEDIA)) }),
  attempts: 5,
  backoff: steps('10s', '1m', '5m', '30m'),
  timeout: '60s',
  unique: { by: ({ analysisId, event, recipient }) => [analysisId, event, recipient] },
  tags: analysisTags,
});
export type Notification = z.output<(typeof sendNotification)['input']>;
