import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SERVICE_SETTINGS } from '@kickoff/nest';
import { dockerfileStages, lineage } from './dockerfile-for-test.js';
import { exists, runtimeClosure, SERVICES, TARGETS, textOf, WORKSPACES } from './repository-for-test.js';

const stages = dockerfileStages();

/** Folders whose compiled files are in the image of a target. */
function compiledFoldersOf(target: string): string[] {
  return lineage(stages, target)
    .flatMap(({ copies }) => copies)
    .filter(({ from }) => from === 'build')
    .map(({ destination }) => destination);
}

/** Folders that one image needs: the app's own, and all that the loaded workloads bring. */
function foldersNeededBy(target: string): Set<string> {
  const needed = runtimeClosure(target === 'migrate' ? 'packages/database' : `apps/${target}`);
  const defaults = SERVICE_SETTINGS.processor.shape.KICKOFF_WORKLOADS.parse(undefined);
  for (const name of defaults) {
    const folder = [...WORKSPACES].find(([, manifest]) => manifest.name === name)?.[0];
    runtimeClosure(folder ?? name, needed);
  }
  return needed;
}

/** Compiled files that are loaded from an entry on, by the imports that are written down in them. */
function reachable(entry: string, found = new Set<string>()): Set<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  for (const [, specifier] of textOf(entry).matchAll(/(?:from|import\()\s*['"](\.[^'"]+\.js)['"]/g)) {
    reachable(normalize(join(dirname(entry), specifier!)), found);
  }
  return found;
}

describe('the Dockerfile', () => {
  it('has one target per service and one for migrations', () => {
    const targets = stages.filter(({ command }) => command).map(({ name }) => name);
    expect([...targets].sort()).toEqual([...TARGETS].sort());
    expect(new Set(stages.map(({ name }) => name)).size).toBe(stages.length);
  });

  it('copies only what exists', () => {
    const ignored = textOf('.dockerignore').split('\n').filter(Boolean);
    for (const { name, from, copies } of stages) {
      expect([name, from.startsWith('${') || stages.some((stage) => stage.name === from)]).toEqual([name, true]);
      for (const copy of copies) {
        if (copy.from !== undefined) expect(stages.map((stage) => stage.name)).toContain(copy.from);
        for (const source of copy.sources) {
          if (copy.from === undefined) {
            expect([source, exists(source), ignored.includes(source)]).toEqual([source, true, false]);
          } else if (source.endsWith('/dist')) {
            expect([source, exists(source.replace('/kickoff/', '').replace(/dist$/, 'src'))]).toEqual([source, true]);
            expect(source).toBe(`/kickoff/${copy.destination}`);
          }
        }
      }
    }
  });

  it('knows every workspace before it installs', () => {
    const manifests = stages.find(({ name }) => name === 'manifests')?.copies ?? [];
    const copied = manifests.flatMap(({ sources, destination }) => sources.map((source) => [source, destination]));
    for (const folder of WORKSPACES.keys()) expect(copied).toContainEqual([`${folder}/package.json`, `${folder}/`]);
  });

  it('installs for production what services and workloads declare, and no more', () => {
    const install = stages.find(({ name }) => name === 'production')?.runs.join(' ') ?? '';
    expect(install).toContain('npm ci --omit=dev --ignore-scripts');
    const installed = [...install.matchAll(/--workspace (\S+)/g)].map((match) => match[1]!);
    const workloads = [...WORKSPACES.keys()].filter((folder) => folder.startsWith('workloads/'));
    expect(installed.sort()).toEqual([...SERVICES.map((name) => `apps/${name}`), ...workloads].sort());
  });

  it.each(TARGETS)('puts into %s every package that it needs, and runs as nobody special', (target) => {
    const copied = compiledFoldersOf(target);
    for (const folder of foldersNeededBy(target)) expect(copied).toContain(`${folder}/dist`);
    expect(lineage(stages, target).find(({ user }) => user)?.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it.each(TARGETS)('starts %s as its start script does, from a file that is there', (target) => {
    const command = stages.find(({ name }) => name === target)?.command ?? [];
    const script = WORKSPACES.get(`apps/${target}`)?.scripts?.['start'];
    expect(command.join(' ')).toBe(
      script?.replace('dist/main.js', `apps/${target}/dist/main.js`) ??
        'node --enable-source-maps packages/database/dist/migrate.js',
    );
    const file = command.at(-1)!;
    expect(compiledFoldersOf(target).some((folder) => file.startsWith(`${folder}/`))).toBe(true);
    expect(exists(file.replace('/dist/', '/src/').replace(/\.js$/, '.ts'))).toBe(true);
  });

  it('exposes the ports that the services take by default', () => {
    for (const service of SERVICES) {
      const schema = SERVICE_SETTINGS[service as keyof typeof SERVICE_SETTINGS];
      const ports = schema
        ? ['PORT', 'HEALTH_PORT'].flatMap((name) => (name in schema.shape ? [defaultOf(schema.shape, name)] : []))
        : [simulatorPort()];
      expect([service, stages.find(({ name }) => name === service)?.exposes]).toEqual([service, ports]);
    }
  });

  it('removes no file that a service loads', () => {
    const build = stages.find(({ name }) => name === 'build')?.runs.join(' ') ?? '';
    expect(build).toContain("-name '*.test.*' -o -name '*-for-test.*'");
    const entries = TARGETS.map((target) => stages.find(({ name }) => name === target)!.command!.at(-1)!);
    for (const [folder, { exports = {} }] of WORKSPACES) {
      if (!compiledFoldersOf('api').includes(`${folder}/dist`)) continue;
      // What users' tests import is left out of images on purpose; that no service loads it is what the rest shows.
      const loadable = Object.entries(exports).filter(([name]) => name !== './testing');
      entries.push(...loadable.map(([, entry]) => join(folder, entry.default)));
    }
    const loaded = entries.flatMap((entry) => [...reachable(entry)]);
    expect(loaded.length).toBeGreaterThan(100);
    expect(loaded.filter((file) => /\.test\.|-for-test\.|\/testing\//.test(file))).toEqual([]);
  });
});

function defaultOf(shape: Record<string, { safeParse(value: unknown): { data?: unknown } }>, name: string): unknown {
  return shape[name]?.safeParse(undefined).data;
}

/** The simulator's own schema is not exported: nothing imports an app. */
function simulatorPort(): number {
  return Number(/PORT: portSetting\(\)\s*\.default\((\d+)\)/.exec(textOf('apps/simulator/src/settings.ts'))?.[1]);
}
