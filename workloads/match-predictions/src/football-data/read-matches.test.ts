import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RECORDED_SEASONS } from '../testing/recorded-data.js';
import { matchDate } from './match-date.js';
import { UpstreamResponse } from '@kickoff/upstream';
import { fileRows } from './file-rows.js';
import { MatchFileInvalid, readMatches } from './read-matches.js';

const HEADER = 'Div,Date,HomeTeam,AwayTeam,FTHG,FTAG,FTR,HS,AS,HST,AST,B365H,B365D,B365A';
const file = (...rows: string[]) => [HEADER, ...rows].join('\r\n');
const ROW = 'E0,13/08/05,Aston Villa,Bolton,2,2,D,3.0,13,2,6,2.3,3.25,3.0';

function read(body: string, season?: string) {
  const request = { upstream: 'football-data', request: 'GET /file.csv' };
  return readMatches(fileRows(new UpstreamResponse({ ...request, status: 200, headers: {}, body, at: 0 })), season);
}

describe('readMatches', () => {
  it('reads a row, whatever surrounds it', () => {
    const { matches, problems } = read(`\uFEFF${file(',,,,,,,,,,,,,', ROW, '', ',,,')}`, '0506');
    expect(problems).toEqual([]);
    expect(matches).toEqual([
      {
        league: 'E0',
        season: '0506',
        date: '2005-08-13',
        time: null,
        home: 'Aston Villa',
        away: 'Bolton',
        goals: { home: 2, away: 2 },
        shots: { home: 3, away: 13 },
        shotsOnTarget: { home: 2, away: 6 },
        odds: [{ bookmaker: 'B365', closing: false, home: 2.3, draw: 3.25, away: 3 }],
      },
    ]);
  });

  it('finds bookmakers that nobody has named, closing odds, and the average under both names', () => {
    const header =
      'Div,Date,Home,Away,HG,AG,NEWH,NEWD,NEWA,NEWCH,NEWCD,NEWCA,MaxH,MaxD,MaxA,BbAvH,BbAvD,BbAvA,VCH,VCD,VCA,AHH';
    const row = 'I1,2025-08-24,Roma,Lazio,0,1,2,3,4,2.1,3.1,4.1,9,9,9,2,3,4,2,3,,1';
    const [match] = read(`${header}\n${row}`, '2526').matches;
    expect(match!.odds.map(({ bookmaker, closing }) => `${bookmaker} ${closing}`)).toEqual([
      'NEW false',
      'NEW true',
      'Avg false',
    ]);
  });

  it('lists fixtures of the leagues that are followed, with the season of their day', () => {
    const text = 'Div,Date,Time,HomeTeam,AwayTeam\nE0,29/11/2026,15:00,Leeds,Fulham\nE1,29/11/2026,15:00,Hull,Stoke\n';
    expect(read(text).matches).toMatchObject([{ home: 'Leeds', season: '2627', time: '15:00', goals: null }]);
  });

  it('passes a broken row over, and refuses a file of them', () => {
    const rows = Array.from({ length: 40 }, (_, index) => ROW.replace('Bolton', `Team ${index}`));
    const { matches, problems } = read(file(...rows, ROW.replace(',2,2,D', ',2,1,D')), '0506');
    expect(matches).toHaveLength(40);
    expect(problems).toEqual(['row 41: result D contradicts 2:1']);
    expect(() => read(file(ROW.replace(',2,2,D', ',two,2,D')), '0506')).toThrow(/homeGoals "two" is no count/);
  });

  it.each([
    ['', /no rows/],
    [
      'Div,Date,HomeTeam,AwayTeam,GoalsHome,GoalsAway\nE0,13/08/05,Aston Villa,Bolton,2,2',
      /column FTHG or HG, FTAG or AG is missing/,
    ],
  ])('refuses %j with what is missing', (text, message) => {
    expect(() => read(text, '0506')).toThrow(MatchFileInvalid);
    expect(() => read(text, '0506')).toThrow(message);
  });

  it('knows both centuries, and no day that is none', () => {
    expect(['01/02/99', '1/2/05', '31/02/2020', 'soon'].map(matchDate)).toEqual([
      '1999-02-01',
      '2005-02-01',
      undefined,
      undefined,
    ]);
  });

  (RECORDED_SEASONS.present ? it : it.skip)(
    `reads every recorded season without a problem${RECORDED_SEASONS.note}`,
    () => {
      for (const name of readdirSync(RECORDED_SEASONS.folder).filter((each) => each.endsWith('.csv'))) {
        const season = name.slice(-8, -4);
        const text = readFileSync(path.join(RECORDED_SEASONS.folder, name), 'utf8');
        const { matches, problems } = read(text, season);
        expect(problems).toEqual([]);
        // The French season 2019/20 was ended early.
        const whole = name.startsWith('D1') ? 306 : name === 'F1_1920.csv' ? 279 : name === 'F1_2324.csv' ? 306 : 380;
        expect([name, matches.length]).toEqual([name, whole]);
        expect(matches.filter(({ odds }) => !odds.some(({ closing }) => !closing)).length).toBeLessThan(5);
      }
    },
  );
});
