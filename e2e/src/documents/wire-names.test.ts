import { describe, expect, it } from '@jest/globals';
import { SUBJECT_FAMILIES } from '@kickoff/contracts';
import { filesBelow, textOf } from './documents-for-test.js';

/** Names at the broker begin with the installation's prefix, so they are made in one place and when they are needed. */

const PLACES = ['installation', 'subjects', 'stream-names'].map((name) => `packages/contracts/src/${name}.ts`);
const SOURCES = ['packages', 'apps', 'workloads']
  .flatMap((folder) => filesBelow(folder, '.ts'))
  .filter((path) => !path.endsWith('.test.ts') && !PLACES.includes(path));

const families = SUBJECT_FAMILIES.join('|');
const SPELLED = [
  // A subject: `jobs.${workload}…`, 'events.>', 'flows.'.
  new RegExp(`['"\`](?:${families})\\.(?:\\$\\{|[*>'"\`]|owners|committing|start|add|part|rule|tick)`),
  /['"`](?:EVENTS|DEAD|BROADCAST|SCHEDULES|FLOWS)['"`]|\bJOBS_|\b(?:KV|OBJ)_|\$(?:KV|O)\./,
  // A bucket: what it holds is not yet its name.
  /new (?:Kvm|Objm)\([^)]*\)\s*\.\w+\(\s*['"`]/,
];
const MAKERS = /\b(?:\w+Stream|\w+Subjects?|bucketName|inputBucket|inboxName)\(/;

/** Lines of code, without comments. */
function linesOf(path: string): string[] {
  return textOf(path)
    .split('\n')
    .filter((line) => !/^\s*(?:\/?\*|\/\/)/.test(line));
}

describe('names of subjects, streams and buckets', () => {
  it('are spelled in one place', () => {
    expect(SOURCES.length).toBeGreaterThan(300);
    const spelled = SOURCES.flatMap((path) =>
      linesOf(path)
        .filter((line) => SPELLED.some((pattern) => pattern.test(line)))
        .map((line) => `${path}: ${line.trim()}`),
    );
    expect(spelled).toEqual([]);
  });

  it('are not made while a module is imported, when the prefix is not known yet', () => {
    const early = SOURCES.flatMap((path) =>
      linesOf(path)
        .filter((line) => /^(?:export )?const \w+(?:: [^=]+)? = (?!.*=>)/.test(line) && MAKERS.test(line))
        .map((line) => `${path}: ${line}`),
    );
    expect(early).toEqual([]);
  });
});
