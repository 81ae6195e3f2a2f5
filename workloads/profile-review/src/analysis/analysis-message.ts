/** Paths of the private channels. */
export function analysisChannel(analysisId: string): string {
  return `profile-review/${analysisId}`;
}

export function bulkChannel(bulkId: string): string {
  return `profile-review/bulk/${bulkId}`;
}

/** Types of messages on an analysis' channel, whose data is an `AnalysisDocument`, and on that of a bulk analysis. */
export const CHANNEL_MESSAGES = {
  progress: 'analysis.progress',
  completed: 'analysis.completed',
  failed: 'analysis.failed',
  paid: 'analysis.paid',
  bulk: 'bulk.outcome',
} as const;
