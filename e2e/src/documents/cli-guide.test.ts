import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inheritedEnvironment } from '@kickoff/embedded';
import { databaseForTest, natsForTest } from '@kickoff/embedded/testing';
import { fencesOf } from './documents-for-test.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const COMMAND = join(ROOT, 'apps', 'cli', 'bin', 'kickoff.js');

/** A line that is typed, and what is printed then. */
interface Step {
  words: string[];
  output: string;
}

/** Blocks of steps, as the guide shows them. */
const [scaffold = [], inside = []] = fencesOf('docs/guides/cli.md')
  .filter(({ language }) => language === 'console')
  .map(({ text }) =>
    text
      .split(/^\$ kickoff /m)
      .slice(1)
      .map(stepOf),
  );

function stepOf(text: string): Step {
  const [line = '', ...output] = text.split('\n');
  return { words: line.split(' '), output: output.join('\n') };
}

describe('the first steps of docs/guides/cli.md', () => {
  const nats = natsForTest();
  const database = databaseForTest();
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'kickoff-guide-'));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('print in an empty installation what the guide shows', async () => {
    expect([scaffold.length, inside.length]).toEqual([1, 4]);
    await follow(scaffold, home);
    // What `npm install` and `npm test` would do, with the packages of the repository.
    const weather = join(home, 'weather');
    await symlink(join(ROOT, 'node_modules'), join(weather, 'node_modules'));
    await run(join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), ['-b'], weather);
    await follow(inside, weather);
  });

  async function follow(steps: readonly Step[], folder: string): Promise<void> {
    for (const { words, output } of steps) {
      const printed = (await run(COMMAND, words, folder)).replaceAll(home, '/home/me');
      expect([words.join(' '), printed]).toEqual([words.join(' '), output]);
    }
  }

  async function run(program: string, words: readonly string[], cwd: string): Promise<string> {
    const settings = {
      KICKOFF_NATS_URL: nats().url,
      KICKOFF_DATABASE_URL: database(),
      KICKOFF_WORKLOADS: '@acme/weather',
    };
    const env = { ...inheritedEnvironment(), NODE_OPTIONS: '', ...settings };
    const child = spawn(process.execPath, [program, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await once(child, 'close');
    return text;
  }
});
