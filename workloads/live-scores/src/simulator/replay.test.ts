import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Replay } from './replay.js';

const match = (id: number, short: string, home = 0) => ({
  fixture: { id, status: { short, long: short, elapsed: 80, extra: null } },
  goals: { home, away: 0 },
});
const body = (...response: object[]) => JSON.stringify({ get: 'fixtures', errors: [], response });

describe('Replay', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'replay-'));
    writeFileSync(path.join(folder, '1.json'), body(match(1, '2H', 1), match(2, '1H')));
    writeFileSync(path.join(folder, '2.json'), body(match(2, '2H')));
    writeFileSync(path.join(folder, '3.json'), body(match(3, 'ET'), match(2, '2H', 2)));
    writeFileSync(path.join(folder, '4.json'), body(match(2, '2H', 2)));
    writeFileSync(path.join(folder, '5.json'), body(match(4, '1H')));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('plays the recorded bodies as they are, in name order, and stops at the last', () => {
    const replay = new Replay(folder, 0);
    expect(JSON.parse(replay.liveBody())).toMatchObject({ results: 0 });
    expect(replay.advance()).toBe(1);
    expect(replay.liveBody()).toBe(body(match(1, '2H', 1), match(2, '1H')));
    expect(replay.advance(99)).toBe(5);
  });

  it('says by id that a match has ended when no later list has it', () => {
    const replay = new Replay(folder, 2);
    expect(replay.byId('1')).toEqual({
      ...match(1, 'FT', 1),
      fixture: { id: 1, status: { short: 'FT', long: 'Match Finished', elapsed: 80, extra: null } },
    });
    replay.goTo(4);
    expect(replay.byId('3')).toMatchObject({ fixture: { status: { short: 'AET' } } });
  });

  it('says by id what was last recorded while a later list has the match', () => {
    writeFileSync(path.join(folder, '6.json'), body(match(2, '2H', 2)));
    const replay = new Replay(folder, 5);
    expect(replay.byId('2')).toEqual(match(2, '2H', 2));
    rmSync(path.join(folder, '6.json'));
  });

  it('knows what is listed now, what is to come, and nothing else', () => {
    const replay = new Replay(folder, 2);
    expect(replay.byId('2')).toEqual(match(2, '2H'));
    expect(replay.byId('4')).toMatchObject({ fixture: { status: { short: 'NS' } }, goals: { home: null } });
    expect(replay.byId('99')).toBeUndefined();
  });
});
