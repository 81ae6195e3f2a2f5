import { beforeAll, describe, expect, it } from '@jest/globals';
import { DatabaseUnavailable, SearchInvalid } from '@kickoff/contracts';
import { createDataSource } from '../connection/data-source.js';
import { foldEvents } from '../record/fold-events.js';
import type { RecordedEvent } from '../record/recorded-event.js';
import { idAt } from '../testing/id-at.js';
import { platformDatabase } from '../testing/platform-database.js';
import type { JobFilter } from './job-filter.js';
import { JobSearch } from './job-search.js';

const START_MS = Date.now() - 60_000;
const NAMES = ['poll', 'goal', 'dead', 'odd', 'queued'] as const;
type Name = (typeof NAMES)[number];
/** One second after the other, in the order of the names. */
const id = (name: Name) => idAt(name, START_MS + NAMES.indexOf(name) * 1_000);
const HARD = `it's "50%" \\ of_it'; DROP TABLE kickoff.jobs; --`;

describe('JobSearch', () => {
  const database = platformDatabase();

  function job(name: Name, input: unknown, tags: string[], more: Partial<RecordedEvent> = {}): RecordedEvent {
    const at = START_MS + NAMES.indexOf(name) * 1_000;
    return {
      id: id(name),
      type: 'live-scores.process-match',
      revision: 1,
      delivery: 1,
      state: 'succeeded',
      at,
      queue: 'processing',
      priority: 'high',
      key: '-',
      attempt: 1,
      envelope: { input, enqueuedAt: at, tags },
      ...more,
    };
  }

  beforeAll(async () => {
    const error = { code: 'UPSTREAM_REJECTED', name: 'UpstreamRejected', message: 'Status 50% of_it' };
    await foldEvents(database.dataSource, [
      job('poll', { sport: 'football' }, ['sport:football'], {
        type: 'live-scores.poll-live-matches',
        queue: 'polling',
      }),
      job('goal', { match: { id: 1492127, teams: [{ name: 'A' }, { name: 'B' }] } }, ['sport:football', 'goal']),
      job('dead', { match: { id: 7 }, note: null }, ['goal'], { state: 'dead', error }),
      job('odd', { 'a.b': HARD, 'c"d': true }, [HARD], {
        type: 'letters.send-letter',
        queue: 'post',
        key: '0123456789abcdef',
      }),
      job('queued', { match: { id: '1492127' } }, [], { state: 'queued', delivery: 0, intake: true }),
    ]);
  });

  const search = () => new JobSearch(database.dataSource);
  const found = async (filter: JobFilter) => {
    const { jobs } = await search().find(filter);
    return jobs.map((one) => NAMES.find((name) => id(name) === one.id));
  };

  it.each<[string, JobFilter, Name[]]>([
    ['nothing: all of them, newest first', {}, ['queued', 'odd', 'dead', 'goal', 'poll']],
    ['states', { states: ['dead', 'queued'] }, ['queued', 'dead']],
    ['states, success among them', { states: ['dead', 'succeeded'] }, ['odd', 'dead', 'goal', 'poll']],
    ['types', { types: ['live-scores.poll-live-matches', 'letters.send-letter'] }, ['odd', 'poll']],
    ['workloads', { workloads: ['letters'] }, ['odd']],
    ['queues', { queues: ['live-scores/polling', 'letters/post'] }, ['odd', 'poll']],
    ['a queue of another workload', { queues: ['letters/polling'] }, []],
    ['all of several tags', { tags: ['sport:football', 'goal'] }, ['goal']],
    ['keys', { keys: ['0123456789abcdef'] }, ['odd']],
    ['the key of jobs without one', { keys: ['-'] }, []],
    ['a path of the input, by number', { input: [{ path: 'match.id', value: 1492127 }] }, ['goal']],
    ['a path of the input, by text', { input: [{ path: 'match.id', value: '1492127' }] }, ['queued']],
    ['null and a boolean', { input: [{ path: 'note', value: null }] }, ['dead']],
    ['elements of a list', { input: [{ path: 'match.teams.name', value: 'B' }] }, ['goal']],
    ['a comparison', { input: [{ path: 'match.id', is: '>=', value: 7 }] }, ['dead', 'goal']],
    ['a comparison of texts', { input: [{ path: 'sport', is: '<', value: 'g' }] }, ['poll']],
    [
      'names with dots and quotes, and hard values',
      {
        input: [
          { path: ['a.b'], value: HARD },
          { path: 'c"d', value: true },
        ],
      },
      ['odd'],
    ],
    ['hard tags', { tags: [HARD] }, ['odd']],
    [
      'what PostgreSQL refuses, as the record stores it',
      { tags: [`${HARD}\0`], input: [{ path: ['a\0.b'], value: HARD }] },
      ['odd'],
    ],
    ['the text of an error, in any case', { error: 'status 50% OF' }, ['dead']],
    ['the code of an error', { error: 'UPSTREAM_' }, ['dead']],
    ['a text in which % and _ are themselves', { error: 'Status 5_' }, []],
    ['time', { from: START_MS + 1_000, to: START_MS + 3_000 }, ['dead', 'goal']],
    [
      'several at once',
      { states: ['succeeded'], tags: ['goal'], input: [{ path: 'match.id', is: '>', value: 7 }] },
      ['goal'],
    ],
  ])('finds by %s', async (_, filter, names) => {
    expect(await found(filter)).toEqual(names);
  });

  it('says what the record knows of a job', async () => {
    const { jobs } = await search().find({ states: ['dead'] });
    expect(jobs).toEqual([
      {
        id: id('dead'),
        type: 'live-scores.process-match',
        queue: 'processing',
        priority: 'high',
        key: '-',
        state: 'dead',
        revision: 1,
        attempt: 1,
        reason: undefined,
        error: { code: 'UPSTREAM_REJECTED', name: 'UpstreamRejected', message: 'Status 50% of_it' },
        input: { match: { id: 7 }, note: null },
        tags: ['goal'],
        parentId: undefined,
        progress: undefined,
        runAt: undefined,
        enqueuedAt: new Date(START_MS + 2_000),
        startedAt: undefined,
        endedAt: new Date(START_MS + 2_000),
        stateAt: new Date(START_MS + 2_000),
      },
    ]);
  });

  it('gives page after page, each job once, and says which is the last', async () => {
    const pages: string[][] = [];
    for (let before: string | undefined; ;) {
      const page = await search().find({}, { before, limit: 2 });
      pages.push(page.jobs.map((one) => one.id));
      if (page.next === undefined) break;
      before = page.next;
    }
    expect(pages).toEqual([[id('queued'), id('odd')], [id('dead'), id('goal')], [id('poll')]]);
  });

  it.each<[string, JobFilter | object, string]>([
    ['input.0.path', { input: [{ path: '', value: 1 }] }, 'must be names of 1 to 200 characters'],
    ['input.0.path', { input: [{ path: 'match..id', value: 1 }] }, 'must be names'],
    ['input.0.path', { input: [{ path: 'teams[0].id', value: 1 }] }, 'has brackets in "teams[0]"'],
    [
      'input.1.path',
      {
        input: [
          { path: 'a', value: 1 },
          { path: [], value: 1 },
        ],
      },
      'must have 1 to 20 names',
    ],
    ['input.0.value', { input: [{ path: 'a', value: { b: 1 } }] }, 'Invalid input'],
    ['input.0.is', { input: [{ path: 'a', is: 'like', value: 1 }] }, 'Invalid option'],
    ['states.0', { states: ['lost'] }, 'Invalid option'],
    ['queues.0', { queues: ['polling'] }, 'must be <workload>/<queue>'],
    ['error', { error: 'ab' }, 'must have at least 3 characters'],
    ['(whole search)', { state: ['dead'] }, 'Unrecognized key: "state"'],
  ])('refuses what is wrong at %s: %j', async (place, filter, problem) => {
    const refusal = search().find(filter);
    await expect(refusal).rejects.toBeInstanceOf(SearchInvalid);
    await expect(refusal).rejects.toThrow(`search: ${place}: ${problem}`);
  });

  it('refuses pages that are none', async () => {
    await expect(search().find({}, { before: 'x' })).rejects.toThrow('search: before: must be the id of a job');
    await expect(search().find({}, { limit: 501 })).rejects.toThrow(
      'search: limit: must be a whole number from 1 to 500',
    );
  });

  it('gives what it has found when its time is up, and where to go on', async () => {
    const hour = 3_600_000;
    const old = [2, 5, 9].map((hours) => idAt(`old-${hours}`, START_MS - hours * hour));
    const events = old.map((each, index) => ({
      ...job('poll', {}, ['old']),
      id: each,
      at: START_MS - (index + 2) * hour,
    }));
    await foldEvents(database.dataSource, events);
    const pages: string[][] = [];
    let before: string | undefined;
    do {
      const page = await search().find({ tags: ['old'] }, { budgetMs: 0, ...(before === undefined ? {} : { before }) });
      pages.push(page.jobs.map((each) => each.id));
      before = page.next;
    } while (before !== undefined);
    expect(pages.flat()).toEqual(old);
    expect(pages.length).toBeGreaterThan(1);
    expect(await search().find({ tags: ['old'] }, { budgetMs: Infinity })).toMatchObject({
      jobs: [{}, {}, {}],
      next: undefined,
    });
  });

  it('says so when PostgreSQL is away', async () => {
    const away = createDataSource({ url: 'postgres://kickoff:kickoff@127.0.0.1:1/none' });
    await expect(new JobSearch(away).find()).rejects.toBeInstanceOf(DatabaseUnavailable);
  });
});
