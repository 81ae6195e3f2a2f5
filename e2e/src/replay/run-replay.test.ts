import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GENERATED_EVENING } from '../recordings-for-test.js';
import type { ReplayResult } from './replay.js';

const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));

describe('npm run replay', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'replay-command-'));
    for (const name of ['empty', 'evening', 'broken', 'other']) await mkdir(join(folder, name));
    await copyFile(join(GENERATED_EVENING, 'poll-01.json'), join(folder, 'evening', 'b.json'));
    await copyFile(join(GENERATED_EVENING, 'poll-02.json'), join(folder, 'evening', 'c.json'));
    await writeFile(join(folder, 'evening', 'notes.txt'), 'not a response');
    await writeFile(join(folder, 'broken', 'a.json'), '<html>');
    await writeFile(join(folder, 'other', 'a.json'), '{"matches":[]}');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('plays any folder in name order and writes what a client received and the final rows', async () => {
    const json = join(folder, 'result.json');
    const { code, stdout, stderr } = await replayCommand([
      '--workload',
      'live-scores',
      '--data',
      join(folder, 'evening'),
      '--json',
      json,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/2 responses, \d+ messages/);
    const result = JSON.parse(await readFile(json, 'utf8')) as ReplayResult;
    expect(result).toMatchObject({ workload: 'live-scores', polls: ['b.json', 'c.json'], deadLetters: [] });
    expect(Object.keys(result.rows)).toEqual(['leagues', 'teams', 'matches', 'match_events']);
    expect(result.messages[0]).toEqual({
      channel: expect.stringMatching(/^live-scores\/football\/\d+\/\d+$/),
      offset: expect.stringMatching(/^[a-z0-9]+:1$/),
      type: 'match.added',
      at: expect.any(Number),
      data: expect.objectContaining({ sport: 'football', change: {} }),
    });
    expect(result.rows['matches']).toHaveLength(6);
  });

  it.each([
    ['no folder', [], /^--data must name a folder/],
    ['an unknown option', ['--dta', 'x'], /^Unknown option '--dta'/],
    ['another workload', ['--workload', 'chess', '--data', '.'], /^--workload must be one of live-scores, got chess/],
    ['a folder that is not there', ['--data', '/no/such/folder'], /^\/no\/such\/folder cannot be read .*--data/],
    ['a folder without responses', ['--data', '<folder>/empty'], /empty holds no \.json file; it must hold recorded/],
    ['a file that is not JSON', ['--data', '<folder>/broken'], /^a\.json is not JSON: /],
    [
      'a file that is no response',
      ['--data', '<folder>/other'],
      /^a\.json is no recorded response: no list "response"/,
    ],
    [
      'a result that cannot be written',
      ['--data', '<folder>/evening', '--json', '/no/such/x.json'],
      /^--json: \/no\/such/,
    ],
  ])('says in one message what is wrong with %s', async (_, args, message) => {
    const { code, stdout, stderr } = await replayCommand(args.map((arg) => arg.replace('<folder>', folder)));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(2);
    expect(stderr).toContain('usage: npm run replay -- ');
  });
});

function replayCommand(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr });
    });
  });
}
