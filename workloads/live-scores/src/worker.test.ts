import { describe, expect, it } from '@jest/globals';
import { handledContract, parseSettings } from '@kickoff/nest';
import { workload } from './contracts/workload.js';
import manifest from './worker.js';

const schedules = (environment: Record<string, string> = {}) =>
  manifest.schedules!(parseSettings(manifest.settings, environment));

describe('manifest of live-scores', () => {
  it('has one handler per contract, in their order', () => {
    expect(manifest.handlers.map((handler) => handledContract(handler)?.type)).toEqual(
      workload.contracts.map(({ type }) => type),
    );
  });

  it('polls at the rhythm of the seed', () => {
    const rhythm = Object.fromEntries(schedules().map(({ name, everyMs, cron }) => [name, everyMs ?? cron]));
    expect(rhythm).toEqual({
      'poll-live-football': 15_000,
      'poll-scheduled-football': 300_000,
      'poll-completed-football': 1_800_000,
      'update-leagues-football': '10 0 * * *',
      'update-teams-football': '20 0 * * *',
      'poll-live-basketball': 10_000,
      'poll-scheduled-basketball': 300_000,
      'poll-completed-basketball': 1_800_000,
      'update-leagues-basketball': '10 0 * * *',
      'update-teams-basketball': '20 0 * * *',
      'clean-up-old-matches': '0 0 * * *',
    });
  });

  it('polls the sports that are enabled, and can declare its schedules disabled', () => {
    const names = schedules({ LIVE_SCORES_SPORTS: 'ice-hockey' }).map(({ name }) => name);
    expect(names).toContain('poll-live-ice-hockey');
    expect(names).not.toContain('poll-live-football');
    expect(schedules({ LIVE_SCORES_SCHEDULES: 'off' }).every(({ enabled }) => !enabled)).toBe(true);
  });

  it.each([
    ['LIVE_SCORES_SPORTS', 'football,curling', /must be sports separated by commas/],
    ['LIVE_SCORES_FOOTBALL_URL', 'ftp://x', /must be an address/],
    ['LIVE_SCORES_CLEAN_UP_AFTER', 'soon', /must be a number and a unit/],
  ])('refuses %s=%s by name', (name, value, message) => {
    expect(() => parseSettings(manifest.settings, { [name]: value })).toThrow(message);
    expect(() => parseSettings(manifest.settings, { [name]: value })).toThrow(name);
  });
});
