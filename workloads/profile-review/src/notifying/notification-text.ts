import type { ServedAnalysis } from '../store/analysis-store.js';
import type { Notification } from '../contracts/send-notification.js';

/** Subject and body of an e-mail. */
export function mailOf(event: Notification['event'], analysis: ServedAnalysis): { subject: string; text: string } {
  const { id, username, scores, review, error } = analysis;
  if (event === 'failed')
    return {
      subject: `The review of ${username} has failed`,
      text: [`The profile ${username} could not be reviewed:`, error ?? 'unknown', '', `analysis  ${id}`].join('\n'),
    };
  return {
    subject: `The review of ${username}: ${scores?.overall ?? '-'} of 100`,
    text: [
      review?.summary ?? '',
      '',
      ...Object.entries(scores ?? {}).map(([category, score]) => `${category.padEnd(12)} ${score}`),
      '',
      ...(review?.improvement_checklist ?? []).map(({ priority, action }) => `[${priority}] ${action}`),
      '',
      `analysis  ${id}`,
    ].join('\n'),
  };
}

/** Body of a webhook. */
export function webhookOf(event: Notification['event'], analysis: ServedAnalysis): object {
  const { id, username, status, scores, error } = analysis;
  return {
    type: `analysis.${event}`,
    timestamp: new Date().toISOString(),
    data: { analysis_id: id, username, status, scores, error },
  };
}
