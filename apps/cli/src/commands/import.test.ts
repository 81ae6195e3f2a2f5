import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@kickoff/database';
import type { DataSource } from 'typeorm';
import { runningPlatform } from '../testing/running-platform.js';

const CSV = 'name,people\nLisbon,545796\n"Oslo, Norway",717710\n';

let database: DataSource;
// Before the servers' own hooks.
afterAll(() => database.destroy());
const platform = runningPlatform();
beforeAll(async () => {
  database = await createDataSource({ url: platform.databaseUrl() }).initialize();
});

async function cities(): Promise<string[]> {
  const rows: { name: string }[] = await database.query('SELECT name FROM weather.cities ORDER BY name');
  return rows.map(({ name }) => name);
}

async function importing(what: string, name: string, text: string, ...words: string[]) {
  const file = join(platform.folder(), name);
  await writeFile(file, text);
  return platform.run(['import', 'weather', what, name, '--json', ...words]);
}

describe('kickoff import', () => {
  beforeAll(async () => expect(await cities()).toEqual([]));

  it('writes nothing when a row is wrong, and names its line, the field and what was expected', async () => {
    const { code, stderr } = await importing('cities', 'wrong.csv', `${CSV}Rome,many\n,1\n`);
    expect(code).toBe(1);
    expect(stderr).toMatch(/2 rows are not as expected\n +line 4: people: .*expected number.*\n +line 5: name: /);
    expect(await cities()).toEqual([]);
  });

  it('writes nothing on a dry run', async () => {
    const { json } = await importing('cities', 'cities.csv', CSV, '--dry-run');
    expect(json()).toEqual({ workload: 'weather', what: 'cities', rows: 2, leftOut: 0, dryRun: true });
    expect(await cities()).toEqual([]);
  });

  it('brings rows of a CSV file, without the wrong ones where that is asked for, and twice as once', async () => {
    for (const _ of ['once', 'twice']) {
      const { json, stderr } = await importing('cities', 'some.csv', `\ufeff${CSV}\nRome,many\n`, '--skip-invalid');
      expect(json()).toMatchObject({ rows: 2, leftOut: 1 });
      expect(stderr).toContain('left out line 5: people');
      expect(await cities()).toEqual(['Lisbon', 'Oslo, Norway']);
    }
  });

  it.each([
    ['cities.jsonl', '{"name":"Bergen","people":"291189"}\n\n{"name":"Porto","people":231962}\n'],
    ['cities.json', '[{"name":"Bergen","people":291189},{"name":"Porto","people":231962}]'],
  ])('brings rows of %s', async (name, text) => {
    expect((await importing('cities', name, text)).json()).toMatchObject({ rows: 2 });
    expect(await cities()).toEqual(expect.arrayContaining(['Bergen', 'Porto']));
  });

  it.each([
    ['cut.jsonl', '{"name":"Bergen","people":1}\n{"name":"Po', 1, /cut\.jsonl:2/],
    ['object.json', '{}', 1, /its document is no list/],
    ['rows.xlsx', '', 2, /export the rows as \.csv, \.json/],
  ])('says what is wrong with %s', async (name, text, code, problem) => {
    const result = await importing('cities', name, text);
    expect(result.code).toBe(code);
    expect(result.stderr).toMatch(problem);
  });

  it.each(['absent.csv', 'absent.jsonl', 'absent.json'])('says that there is no %s', async (name) => {
    const { code, stderr } = await platform.runApart(['import', 'weather', 'cities', name]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: there is no file .*absent/);
  });

  it('brings schedules that do not fire before they are enabled, and leaves those that are there', async () => {
    const rows = JSON.stringify([{ name: 'oslo-weather', interval_seconds: 120, config_json: { city: 'oslo' } }]);
    expect((await importing('schedules', 'configurations.json', rows)).code).toBe(0);
    const shown = await platform.run(['schedules', 'show', 'weather.oslo-weather', '--json']);
    expect(shown.json()).toMatchObject({
      type: 'weather.report-weather',
      input: { city: 'oslo' },
      everyMs: 120_000,
      enabled: false,
    });
    expect((await platform.run(['schedules', 'enable', 'weather.oslo-weather'])).code).toBe(0);
    expect((await importing('schedules', 'configurations.json', rows)).code).toBe(0);
    const again = await platform.run(['schedules', 'show', 'weather.oslo-weather', '--json']);
    expect(again.json()).toMatchObject({ enabled: true });
  });

  it('says what a workload imports, and which workloads there are', async () => {
    const what = await importing('rivers', 'cities.csv', CSV);
    expect(what.code).toBe(5);
    expect(what.stderr).toContain(
      'cities (cities of the table towns), schedules (rows of the table job_configurations)',
    );
    const workload = await platform.run(['import', 'whether', 'cities', 'cities.csv']);
    expect(workload.code).toBe(5);
    expect(workload.stderr).toContain('there are weather');
  });
});
