import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DEMO_SETTINGS } from '@kickoff/embedded';
import { platformNames, settingsPrefix } from '@kickoff/nest';
import boardGames from '@kickoff/board-games/worker';
import liveScores from '@kickoff/live-scores/worker';
import matchPredictions from '@kickoff/match-predictions/worker';
import playerWatch from '@kickoff/player-watch/worker';
import profileReview from '@kickoff/profile-review/worker';
import { DOCUMENTS, exists, fencesOf, filesBelow, proseOf, textOf } from './documents-for-test.js';

const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };

/** Names that are settings of commands and not of services. */
const OF_COMMANDS = [
  'KICKOFF_API_KEY',
  'KICKOFF_API_KEY_FILE',
  'KICKOFF_API_URL',
  'KICKOFF_READY',
  'KICKOFF_STREAM_REPLICAS',
  ...DEMO_SETTINGS,
];
const manifests = [boardGames, liveScores, matchPredictions, playerWatch, profileReview];
const ofWorkloads = manifests.flatMap(({ settings: { shape } }) => Object.keys(shape));
const PREFIXES = ['KICKOFF_', ...manifests.map(({ workload }) => settingsPrefix(workload.name))].join('|');
const settings = new Set([...platformNames(), ...ofWorkloads, ...OF_COMMANDS]);

const sources = ['packages', 'apps', 'workloads']
  .flatMap((folder) => filesBelow(folder, '.ts'))
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => textOf(file))
  .join('\n');

const codes = new Set([...sources.matchAll(/code(?:: string)? = '([A-Z_]+)'/g)].map((match) => match[1]!));

it('lists every guide in the README', () => {
  const listed = [...textOf('README.md').matchAll(/\]\((docs\/guides\/[\w-]+\.md)\)/g)].map(([, path]) => path!);
  expect([...new Set(listed)].toSorted()).toEqual(filesBelow('docs/guides', '.md').toSorted());
});

describe.each(DOCUMENTS)('%s', (document) => {
  it('shows TypeScript only as it stands in a file that is compiled', () => {
    for (const { language, file, text } of fencesOf(document)) {
      if (file !== undefined) expect([file, text]).toEqual([file, textOf(file)]);
      else expect(['ts', 'tsx', 'typescript', 'js']).not.toContain(language);
    }
  });

  it('links to what is there', () => {
    for (const [, target = ''] of proseOf(document).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const path = normalize(join(dirname(document), target.replace(/#.*$/, '')));
      expect([target, exists(path)]).toEqual([target, true]);
    }
  });

  it('names commands that there are', () => {
    for (const [, name = ''] of textOf(document).matchAll(/npm run ([a-z][\w:-]*)/g)) {
      expect(Object.keys(scripts)).toContain(name);
    }
    for (const { language, text } of fencesOf(document)) {
      if (language !== 'sh') continue;
      for (const [, path = ''] of text.matchAll(/^node (\S+)/gm)) {
        expect([path, exists(path.replace('/dist/', '/src/').replace(/\.js$/, '.ts'))]).toEqual([path, true]);
      }
    }
  });

  it('names settings, metrics and files that there are', () => {
    for (const [name] of textOf(document).matchAll(new RegExp(`\\b(?:${PREFIXES})[A-Z_]*[A-Z]\\b`, 'g'))) {
      expect([name, settings.has(name)]).toEqual([name, true]);
    }
    for (const [, name = ''] of proseOf(document).matchAll(/`(kickoff_[a-z_]+)`/g)) {
      expect([name, sources.includes(`'${name}'`)]).toEqual([name, true]);
    }
    for (const [, path = ''] of proseOf(document).matchAll(
      /`((?:apps|packages|workloads|e2e|bench|k8s|scripts)\/[\w./-]+)`/g,
    )) {
      expect([path, exists(path)]).toEqual([path, true]);
    }
  });

  it('names error codes that there are', () => {
    // Its left columns hold names of other systems.
    if (document === 'docs/coming-from.md') return;
    for (const [, name = ''] of proseOf(document).matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)) {
      if (new RegExp(`^(?:${PREFIXES}|SIMULATOR_)|_PORT$`).test(name)) continue;
      expect([name, codes.has(name)]).toEqual([name, true]);
    }
  });
});

describe('docs/decisions/README.md', () => {
  it('lists every decision', () => {
    const pages = filesBelow('docs/decisions', '.md').map((file) => file.slice('docs/decisions/'.length));
    const listed = [...textOf('docs/decisions/README.md').matchAll(/\]\(([\w-]+\.md)\)/g)].map((match) => match[1]!);
    expect(listed.sort()).toEqual(pages.filter((page) => page !== 'README.md').sort());
  });
});
