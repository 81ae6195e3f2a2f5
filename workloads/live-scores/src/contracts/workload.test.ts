import { describe, expect, it } from '@jest/globals';
import { channelVisibility, matchesChannel } from '@kickoff/contracts';
import {
  processMatchData,
  processMatchEvents,
  updateMatchStatus,
  broadcastMatchEvent,
  broadcastMatchUpdate,
  broadcastStatusChange,
  workload,
} from './index.js';

describe('contracts of live-scores', () => {
  it('have three tries of 30 seconds, broadcasts of 15', () => {
    for (const { name, attempts, timeoutMs, queue } of workload.contracts) {
      expect([name, attempts]).toEqual([name, 3]);
      if (queue === 'broadcasting') expect([name, timeoutMs]).toEqual([name, 15_000]);
      if (/^(poll|process)-/.test(name)) expect([name, timeoutMs]).toEqual([name, 30_000]);
    }
  });

  it('put jobs of one match on one line for processing and one for broadcasting', () => {
    const lines = (contracts: readonly { ordered: { line: string } | undefined }[]) =>
      contracts.map(({ ordered }) => ordered?.line);
    expect(new Set(lines([processMatchData, processMatchEvents, updateMatchStatus]))).toEqual(
      new Set(['match-processing']),
    );
    expect(new Set(lines([broadcastMatchEvent, broadcastMatchUpdate, broadcastStatusChange]))).toEqual(
      new Set(['match-broadcast']),
    );
    const keys = [processMatchData, broadcastMatchUpdate].map(({ ordered }) =>
      ordered?.by({ sport: 'football', matchId: '7' } as never),
    );
    expect(keys).toEqual(['football/7', 'football/7']);
  });

  it('broadcast in public', () => {
    const channels = { 'live-scores': workload.channels };
    expect(channelVisibility(channels, 'live-scores/football/71/1492127')).toBe('public');
    expect(channelVisibility(channels, 'live-scores')).toBe('public');
    expect(workload.channels.some((rule) => matchesChannel('live-scores', rule, 'live-scores/quota'))).toBe(true);
  });
});
