import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { defineWorkload } from '@kickoff/contracts';
import { z } from 'zod';
import { weather, weatherManifest, weatherPackage } from '../testing/weather.js';
import { loadWorkloads, workloadSettings } from './load-workloads.js';
import { defineManifest } from './workload-manifest.js';

/** What Node itself says of packages; Jest resolves modules in its own way, with other errors. */
async function problemInNode(packageName: string): Promise<string> {
  const script = `
    const { loadWorkloads } = await import(${JSON.stringify(new URL('./load-workloads.js', import.meta.url).href)});
    await loadWorkloads([${JSON.stringify(packageName)}]).catch((error) => console.log(error.message));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: {},
  });
  return stdout.trim();
}

const entries = (contracts: object, worker: object) => (specifier: string) =>
  Promise.resolve(specifier.endsWith('/contracts') ? contracts : worker);

describe('loading workloads', () => {
  it('imports both entries of each package', async () => {
    const manifest = weatherManifest([]);
    const [loaded] = await loadWorkloads(['@example/weather'], weatherPackage(manifest));
    expect(loaded).toEqual({ packageName: '@example/weather', workload: weather, manifest });
  });

  it('says which package is not there', async () => {
    expect(await problemInNode('@kickoff/no-such-workload')).toBe(
      'KICKOFF_WORKLOADS names @kickoff/no-such-workload, which is not installed here or not built',
    );
  });

  it('says which entry a package does not have', async () => {
    expect(await problemInNode('@kickoff/contracts')).toBe(
      'KICKOFF_WORKLOADS names @kickoff/contracts, whose package.json exports no ./contracts entry',
    );
    await expect(loadWorkloads(['a'], entries({}, {}))).rejects.toThrow(
      'names a, whose ./contracts entry exports no "workload" made by defineWorkload',
    );
    await expect(loadWorkloads(['a'], entries({ workload: weather }, {}))).rejects.toThrow(
      'names a, whose ./worker entry has no default export made by defineManifest',
    );
  });

  it('does not hide an error that a workload throws while it loads', async () => {
    const boom = new TypeError('cannot read settings of undefined');
    await expect(loadWorkloads(['a'], () => Promise.reject(boom))).rejects.toBe(boom);
  });

  it('refuses a manifest of another workload, and one workload twice', async () => {
    const other = defineWorkload({ name: 'other', summary: 'Other.', contracts: [], queues: {} });
    const manifest = weatherManifest([]);
    await expect(loadWorkloads(['a'], entries({ workload: other }, { default: manifest }))).rejects.toThrow(
      'names a, whose ./worker manifest is not for the workload of its ./contracts entry',
    );
    await expect(loadWorkloads(['a', 'b'], weatherPackage(manifest))).rejects.toThrow(
      'names b and a, which are both the workload weather',
    );
  });

  it("refuses settings outside the workload's prefix", async () => {
    const manifest = defineManifest({ workload: weather, settings: z.object({ CITY: z.string() }), handlers: [] });
    await expect(loadWorkloads(['a'], entries({ workload: weather }, { default: manifest }))).rejects.toThrow(
      'weather.settings of a has CITY; names must start with WEATHER_',
    );
  });
});

describe("a workload's settings", () => {
  it('are parsed by its schema, and unknown names with its prefix are refused', async () => {
    const [loaded] = await loadWorkloads(['a'], weatherPackage(weatherManifest([])));
    expect(workloadSettings(loaded!, {})).toEqual({ WEATHER_CITY: 'Lisbon' });
    expect(() => workloadSettings(loaded!, { WEATHER_CITTY: 'Porto' })).toThrow(
      'WEATHER_CITTY is not a setting; did you mean WEATHER_CITY?',
    );
  });
});
