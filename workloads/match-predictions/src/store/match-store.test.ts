import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { databaseForTest } from '@kickoff/embedded/testing';
import { workloadDataSource, workloadTemplate } from '@kickoff/testing';
import { Database } from '@kickoff/database';
import type { MatchRecord } from '../football-data/match-record.js';
import manifest from '../worker.js';
import { MatchStore, storeMatches } from './match-store.js';

const FIXTURE: MatchRecord = {
  league: 'E0',
  season: '2526',
  date: '2025-08-16',
  time: '15:00',
  home: 'Leeds',
  away: 'Fulham',
  goals: null,
  shots: null,
  shotsOnTarget: null,
  odds: [{ bookmaker: 'B365', closing: false, home: 2.5, draw: 3.3, away: 2.9 }],
};
const PLAYED: MatchRecord = { ...FIXTURE, goals: { home: 1, away: 0 }, shots: { home: 9, away: 7 }, odds: [] };

describe('storeMatches', () => {
  const database = databaseForTest(workloadTemplate(manifest));
  let dataSource: DataSource;
  beforeAll(async () => {
    dataSource = await workloadDataSource(manifest, database()).initialize();
  });
  afterAll(() => dataSource.destroy());

  it('changes nothing the second time, takes results and corrections, and loses nothing that was known', async () => {
    const store = (record: MatchRecord) => storeMatches(dataSource.manager, [record, record]);
    const none = { added: 0, played: 0, corrected: 0, unchanged: 0 };
    expect(await store(FIXTURE)).toEqual({ ...none, added: 1 });
    expect(await store(FIXTURE)).toEqual({ ...none, unchanged: 1 });
    expect(await store(PLAYED)).toEqual({ ...none, played: 1 });
    expect(await store(FIXTURE)).toEqual({ ...none, unchanged: 1 });
    expect(await store({ ...PLAYED, goals: { home: 1, away: 1 } })).toEqual({ ...none, corrected: 1 });
    const matches = new MatchStore(new Database(dataSource));
    const id = expect.any(Number);
    expect(await matches.played('E0', ['2526'])).toEqual([
      { ...PLAYED, id, goals: { home: 1, away: 1 }, odds: FIXTURE.odds },
    ]);
  });

  it('calls a league due two hours after a kick-off in the United Kingdom, and where no time is known at midnight', async () => {
    const matches = new MatchStore(new Database(dataSource));
    await storeMatches(dataSource.manager, [
      { ...FIXTURE, league: 'D1', date: '2026-07-04', time: '15:00', season: '2627' },
      { ...FIXTURE, league: 'F1', date: '2026-07-04', time: null, season: '2627' },
    ]);
    const due = (time: string) => matches.leaguesDue(new Date(time));
    // Summer time: 15:00 is 14:00 UTC.
    expect(await due('2026-07-04T15:59:00Z')).toEqual([]);
    expect(await due('2026-07-04T16:00:00Z')).toEqual(['D1']);
    expect(await due('2026-07-04T22:59:00Z')).toEqual(['D1']);
    expect(await due('2026-07-04T23:00:00Z')).toEqual(['D1', 'F1']);
    expect(await due('2026-08-10T23:00:00Z')).toEqual([]);
  });
});
