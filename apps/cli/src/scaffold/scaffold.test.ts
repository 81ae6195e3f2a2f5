import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { defineJob, defineWorkload } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { PROCESS_ENVIRONMENT } from '@kickoff/nest/settings';
import { z } from 'zod';
import { kickoff } from '../testing/kickoff-process.js';
import { RunningKickoff } from '../testing/running-kickoff.js';
import { addExport, addToList } from './list-edits.js';

const MODULES = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
const run = promisify(execFile);

describe('a scaffolded workload, outside the repository', () => {
  let folder: string;
  let weather: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kickoff-new-'));
    weather = join(folder, 'weather');
    const words = ['--package', '@acme/weather', '--job', 'report-weather', '--queue', 'reporting'];
    const made = await kickoff(['new', 'workload', 'weather', ...words, '--summary', `It's about "rain".`, '--json'], {
      cwd: folder,
    });
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.json()).toMatchObject({
      folder: weather,
      type: 'weather.report-weather',
      written: expect.arrayContaining([
        '.gitignore',
        'package.json',
        join('src', 'handlers', 'report-weather.test.ts'),
      ]),
    });
    // What npm would install, as the repository has it.
    await symlink(MODULES, join(weather, 'node_modules'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Compiles it and runs its tests, by its own `npm test`. */
  async function test(): Promise<string> {
    const { PATH, HOME } = PROCESS_ENVIRONMENT;
    const { stdout, stderr } = await run('npm', ['test'], { cwd: weather, env: { PATH, HOME } });
    return stdout + stderr;
  }

  it('compiles, and its tests pass', async () => {
    expect(await test()).toMatch(/Tests: +3 passed, 3 total/);
  });

  it('takes one more job type in the order of the lists', async () => {
    const added = await kickoff(['new', 'job', 'weather', 'count-clouds', '--json'], { cwd: folder });
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(added.json()).toMatchObject({ type: 'weather.count-clouds', byHand: [] });
    expect(await readFile(join(weather, 'src', 'contracts', 'workload.ts'), 'utf8')).toContain(
      'contracts: [countClouds, reportWeather]',
    );
    expect(await test()).toMatch(/Tests: +4 passed, 4 total/);
  });

  it('has settings that kickoff config check reads', async () => {
    const { code, stdout } = await kickoff(['config', 'check', '--service', 'poller'], {
      cwd: weather,
      env: {
        KICKOFF_NATS_URL: 'nats://nats',
        KICKOFF_DATABASE_URL: 'postgres://db',
        KICKOFF_WORKLOADS: '@acme/weather',
        WEATHER_GREETINGS: 'x',
      },
    });
    expect(code).toBe(3);
    expect(stdout).toContain('WEATHER_GREETINGS is not a setting; did you mean WEATHER_GREETING?');
  });

  it('is left alone when its folder or type is there', async () => {
    const again = await kickoff(['new', 'workload', 'weather'], { cwd: folder });
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('is not empty') });
    const twice = await kickoff(['new', 'job', 'weather', 'report-weather'], { cwd: folder });
    expect(twice).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('weather.report-weather is there already'),
    });
  });

  it('needs names in kebab-case, and a workload to add to', async () => {
    expect(await kickoff(['new', 'workload', 'Weather'], { cwd: folder })).toMatchObject({ code: 2 });
    expect(await kickoff(['new', 'job', '.', 'send-mail'], { cwd: folder })).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('holds no workload'),
    });
  });

  it('tells what to do by hand where a file has another shape', async () => {
    const path = join(weather, 'src', 'worker.ts');
    const before = await readFile(path, 'utf8');
    await writeFile(path, before.replace('handlers: [', 'handlers: handlersOf ?? ['));
    const { code, stdout } = await kickoff(['new', 'job', '.', 'measure-wind'], { cwd: weather });
    expect(code).toBe(0);
    expect(stdout).toContain(
      `by hand: ${join('src', 'worker.ts')}: add MeasureWind of './handlers/measure-wind.js' to "handlers"`,
    );
  });

  describe('with a broker', () => {
    const nats = natsForTest();
    let worker: RunningKickoff | undefined;
    afterEach(() => worker?.stop());

    it('is run by kickoff work', async () => {
      const reportWeather = defineJob({
        type: 'weather.report-weather',
        summary: 'As a producer sees it.',
        queue: 'reporting',
        input: z.object({ name: z.string() }),
        output: z.object({ text: z.string() }),
      });
      const workload = defineWorkload({
        name: 'weather',
        summary: 'As a producer sees it.',
        contracts: [reportWeather],
        queues: { reporting: { service: 'processor' } },
      });
      const broker = await Broker.connect({ servers: nats().url, name: 'test' });
      await applyTopology(broker, [workload]);
      worker = new RunningKickoff(['work', '--workload', './weather'], {
        cwd: folder,
        env: { KICKOFF_NATS_URL: nats().url },
      });
      const jobs = new JobClient<never>(broker);
      const output = await jobs.run(reportWeather, { name: 'Oslo' }, { timeout: '30s' });
      expect(output).toEqual({ text: 'report-weather for Oslo' });
      await broker.close();
    });
  });
});

describe('the versions in the template', () => {
  it('are those of the repository', async () => {
    const read = async (path: string) =>
      readFile(fileURLToPath(new URL(`../../../../${path}`, import.meta.url)), 'utf8');
    const template = JSON.parse(await read('apps/cli/templates/workload/package.json.tpl')) as Manifest;
    const root = JSON.parse(await read('package.json')) as Manifest;
    const nest = JSON.parse(await read('packages/nest/package.json')) as Manifest;
    const wanted = Object.entries({ ...template.dependencies, ...template.devDependencies });
    for (const [name, range] of wanted.filter((entry) => !entry[0].startsWith('@kickoff/'))) {
      expect([name, range]).toEqual([name, root.devDependencies?.[name] ?? nest.dependencies?.[name]]);
    }
  });
});

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

describe('edits of lists', () => {
  it('keep the order of files, add imports beside their like, and change nothing twice', () => {
    const text = [
      "import { defineWorkload } from '@kickoff/contracts';",
      "import { b } from './b.js';",
      '',
      'export const workload = defineWorkload({ contracts: [b] });',
    ].join('\n');
    const once = addToList(text, 'contracts', { name: 'a', from: './a.js' })!;
    expect(once).toBe(
      [
        "import { defineWorkload } from '@kickoff/contracts';",
        "import { a } from './a.js';",
        "import { b } from './b.js';",
        '',
        'export const workload = defineWorkload({ contracts: [a, b] });',
      ].join('\n'),
    );
    expect(addToList(once, 'contracts', { name: 'a', from: './a.js' })).toBe(once);
    expect(addToList('contracts: all', 'contracts', { name: 'a', from: './a.js' })).toBeUndefined();
  });

  it('export in the order of files', () => {
    const text = "export { workload } from './workload.js';\n";
    expect(addExport(text, { name: 'a', from: './a.js' })).toBe(`export { a } from './a.js';\n${text}`);
    expect(addExport(text, { name: 'z', from: './z.js' })).toBe(`${text}export { z } from './z.js';\n`);
  });
});
