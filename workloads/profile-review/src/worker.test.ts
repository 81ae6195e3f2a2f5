import { describe, expect, it } from '@jest/globals';
import { handledContract, parseSettings } from '@kickoff/nest';
import {
  fetchProfile,
  processAnalysis,
  processPayment,
  pruneAnalyses,
  runReview,
  workload,
} from './contracts/index.js';
import manifest from './worker.js';

describe('manifest of profile-review', () => {
  it('has one handler per contract, in their order', () => {
    const types = manifest.handlers.map((handler) => handledContract(handler)?.type);
    expect(types).toEqual(workload.contracts.map(({ type }) => type));
  });

  it('takes the names of the jobs that it replaced', () => {
    const names = workload.contracts.flatMap(({ knownAs }) => Object.keys(knownAs));
    expect(names).toEqual([
      'FetchGitHubDataJob',
      'ProcessAnalysisJob',
      'ProcessPaymentJob',
      'PruneOldAnalysesJob',
      'RunAIAnalysisJob',
      'SendAnalysisCompletedNotificationJob',
      'JobFailedNotification',
    ]);
  });

  it('tries as often and waits as long as they did', () => {
    const policy = ({ attempts, backoff, timeoutMs, retryUntilMs, queue }: (typeof workload.contracts)[number]) => ({
      queue,
      attempts,
      waits: [1, 2, 3].map((attempt) => backoff(attempt, new Error('x')) / 1_000),
      timeoutMs,
      retryUntilMs,
    });
    expect(policy(processAnalysis)).toEqual({
      queue: 'default',
      attempts: 3,
      waits: [30, 60, 120],
      timeoutMs: 180_000,
      retryUntilMs: 600_000,
    });
    expect(policy(fetchProfile)).toMatchObject({ queue: 'default', attempts: 3, waits: [10, 30, 60] });
    expect(policy(runReview)).toMatchObject({ queue: 'default', attempts: 2, timeoutMs: 120_000 });
    expect([processPayment.queue, pruneAnalyses.queue]).toEqual(['high', 'low']);
    expect(pruneAnalyses.input.parse({})).toEqual({ daysToKeep: 90 });
  });

  it('prunes daily, and lets nobody but holders of a token watch', () => {
    const settings = parseSettings(manifest.settings, {});
    expect(manifest.schedules!(settings)).toMatchObject([{ name: 'prune-analyses', cron: '0 0 * * *', enabled: true }]);
    const off = parseSettings(manifest.settings, { PROFILE_REVIEW_SCHEDULES: 'off' });
    expect(manifest.schedules!(off)).toMatchObject([{ enabled: false }]);
    expect(workload.channels.map(({ visibility }) => visibility)).toEqual(['private', 'private']);
  });
});
