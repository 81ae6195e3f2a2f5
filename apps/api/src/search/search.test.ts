import { beforeAll, describe, expect, it } from '@jest/globals';
import type { operations } from '@kickoff/api-client';
import { defineJob, defineWorkload, fixed } from '@kickoff/contracts';
import { handle, JobClient } from '@kickoff/jobs';
import { z } from 'zod';
import { apiForTest } from '../testing/api-for-test.js';
import { backstageForTest } from '../testing/backstage-for-test.js';

const match = z.object({ match: z.object({ id: z.int(), home: z.string() }) });
const processMatch = defineJob({
  type: 'scores.process-match',
  knownAs: { ProcessFirstMatch: { match: { id: 1 } }, process_match: {} },
  aliases: ['scores.handle-match'],
  summary: 'Stores a match.',
  queue: 'processing',
  input: match,
  tags: ({ match: { home } }) => [`team:${home}`],
  unique: { by: ({ match: { id } }) => id },
  attempts: 2,
  backoff: fixed('10ms'),
});
const wait = defineJob({ type: 'scores.wait', summary: 'Waits.', queue: 'waiting', input: z.object({ n: z.int() }) });
const scores = defineWorkload({
  name: 'scores',
  summary: 'Matches.',
  contracts: [processMatch, wait],
  queues: { processing: { service: 'external' }, waiting: { service: 'external' } },
});

const api = apiForTest({ workload: scores });
const backstage = backstageForTest(api, [scores]);
type Query = NonNullable<operations['listJobs']['parameters']['query']>;
const START = new Date(Date.now() - 1_000).toISOString();
let good: string, bad: string, later: string;

const list = async (query: Query, key?: string) => (await api.client(key).GET('/jobs', { params: { query } })).data!;
const ids = async (query: Query) => (await list(query)).items.map(({ id }) => id);
const until = async (condition: () => Promise<boolean>) => {
  while (!(await condition()));
};

beforeAll(async () => {
  await backstage.serve(scores, [
    handle(processMatch, async ({ match: { id, home } }, job) => {
      job.log.info('storing 100%', { home });
      job.metric('goals', 3);
      job.annotate('page', { home });
      if (id === 2) {
        job.log.warn('the upstream is odd');
        throw new Error(`no match 50% of ${home}`);
      }
      return { stored: home };
    }),
    handle(wait, async () => {}),
  ]);
  const client = new JobClient(backstage.broker, { record: undefined });
  good = (await client.enqueue(processMatch, { match: { id: 1, home: 'Oslo' } })).id;
  bad = (await client.enqueue(processMatch, { match: { id: 2, home: '2' } })).id;
  later = (await client.enqueue(wait, { n: 7 }, { delay: '1h' })).id;
  await until(async () => {
    const { items } = await list({});
    return items.length === 3 && items.filter(({ endedAt }) => endedAt).length === 2;
  });
});

describe('GET /jobs', () => {
  it.each<[string, () => Query, () => string[]]>([
    ['nothing', () => ({}), () => [later, bad, good]],
    ['a state', () => ({ state: ['dead'] }), () => [bad]],
    ['several states', () => ({ state: ['dead', 'succeeded'] }), () => [bad, good]],
    ['a type', () => ({ type: ['scores.wait'] }), () => [later]],
    ['a former name of a type', () => ({ type: ['scores.handle-match'] }), () => [bad, good]],
    ['a name that a type is known as', () => ({ type: ['process_match', 'scores.wait'] }), () => [later, bad, good]],
    ['one that stands for a part of the input', () => ({ type: ['ProcessFirstMatch'] }), () => [good]],
    ['a queue', () => ({ queue: ['scores/processing'] }), () => [bad, good]],
    ['a workload', () => ({ workload: ['other'] }), () => []],
    ['a tag', () => ({ tag: ['team:Oslo'] }), () => [good]],
    ['time', () => ({ from: START, to: new Date(Date.now() + 60_000).toISOString() }), () => [later, bad, good]],
    ['time before', () => ({ to: START }), () => []],
    ['a number in the input', () => ({ input: ['match.id=1'] }), () => [good]],
    ['comparisons of the input', () => ({ input: ['match.id>=1', 'match.id<2'] }), () => [good]],
    ['a text in the input', () => ({ input: ['match.home=Oslo'] }), () => [good]],
    ['a text of digits in the input', () => ({ input: ['match.home="2"'] }), () => [bad]],
    ['a number where a text is', () => ({ input: ['match.home=2'] }), () => []],
    ['the text of an error', () => ({ error: 'MATCH 50%' }), () => [bad]],
  ])('finds by %s', async (_, query, expected) => {
    expect(await ids(query())).toEqual(expected());
  });

  it('says where two names stand that each mean a part of the input', async () => {
    const type = ['ProcessFirstMatch', 'scores.wait'];
    await expect(list({ type })).rejects.toThrow(
      'listJobs: query.type: has a name that stands for a part of the input',
    );
    const action = { name: 'cancel' as const, reason: 'test' };
    const acted = api.client().POST('/jobs/actions', { body: { action, filter: { type }, dryRun: true } });
    await expect(acted).rejects.toThrow('actOnJobs: body.filter.type: has a name');
  });

  it('finds by the key that a job shows', async () => {
    const key = (await list({ tag: ['team:Oslo'] })).items[0]!.key!;
    expect(await ids({ key: [key] })).toEqual([good]);
  });

  it('takes a list as a repeated name, as people write it', async () => {
    const response = await api.fetch(`/jobs?state=dead&state=scheduled&input=match.id=2`, {
      headers: { authorization: `Bearer ${api.adminKey}` },
    });
    expect(await response.json()).toMatchObject({ items: [{ id: bad }], next: null });
  });

  it('gives page after page', async () => {
    const first = await list({ limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual([later, bad]);
    const second = await list({ limit: 2, cursor: first.next! });
    expect(second).toMatchObject({ items: [{ id: good }], next: null });
  });

  it('shows inputs, and searches them, only with the right to', async () => {
    expect((await list({ tag: ['team:Oslo'] })).items[0]).toMatchObject({ input: { match: { id: 1 } } });
    const key = await api.key({ role: 'operator' });
    expect((await list({ tag: ['team:Oslo'] }, key)).items[0]).not.toHaveProperty('input');
    await expect(list({ input: ['match.id=1'] }, key)).rejects.toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  it.each<[string, Query, string, string]>([
    ['a state that is none', { state: ['lost' as never] }, 'REQUEST_INVALID', 'query.state.0'],
    ['a condition without a comparison', { input: ['match.id'] }, 'REQUEST_INVALID', 'query.input.0'],
    ['a path with brackets', { input: ['teams[0].id=1'] }, 'SEARCH_INVALID', 'input.0.path'],
    ['a filter that is none', { stat: 'dead' } as never, 'REQUEST_INVALID', 'stat'],
  ])('refuses %s', async (_, query, code, place) => {
    const refused = list(query);
    await expect(refused).rejects.toMatchObject({ status: 400, code });
    await expect(refused).rejects.toThrow(place);
  });

  it('counts what is due as queued, which no event says', async () => {
    const due = (await new JobClient(backstage.broker).enqueue(wait, { n: 8 }, { delay: '1h' })).id;
    await until(async () => (await ids({ state: ['scheduled'] })).includes(due));
    await api.dataSource.query(`UPDATE kickoff.job_states SET run_at = now() WHERE id = $1`, [due]);
    expect(await ids({ state: ['scheduled'], type: ['scores.wait'] })).toEqual([later]);
    expect((await list({ state: ['queued'] })).items).toMatchObject([{ id: due, state: 'queued', runAt: null }]);
  });
});

describe('what became of a job', () => {
  const path = () => ({ path: { id: bad } });

  it('are its attempts, latest first, with what they left', async () => {
    const { items } = (await api.client().GET('/jobs/{id}/attempts', { params: path() })).data!;
    expect(items).toMatchObject([
      {
        attempt: 2,
        worker: 'scores-worker',
        outcome: 'failed',
        state: 'dead',
        error: { message: 'no match 50% of 2' },
        metrics: { goals: 3 },
        annotations: { page: { home: '2' } },
        logs: [{ message: 'storing 100%' }, { message: 'the upstream is odd' }],
        output: null,
      },
      { attempt: 1, outcome: 'failed', state: 'retrying' },
    ]);
    const seen = await api.client().GET('/jobs/{id}/attempts', { params: { path: { id: good } } });
    expect(seen.data!.items).toMatchObject([{ outcome: 'succeeded', output: { stored: 'Oslo' } }]);
    const blind = api.client(await api.key({ role: 'viewer' }));
    const unseen = await blind.GET('/jobs/{id}/attempts', { params: { path: { id: good } } });
    expect(unseen.data!.items[0]).not.toHaveProperty('output');
  });

  it('are its states', async () => {
    const { items } = (await api.client().GET('/jobs/{id}/transitions', { params: path() })).data!;
    // Who looks quickly enough sees it wait and run too.
    const moves = items.filter(({ state }) => state !== 'queued' && state !== 'running');
    expect(moves).toMatchObject([
      { state: 'dead', revision: 3 },
      { state: 'retrying', revision: 2 },
    ]);
    expect(items[0]).toMatchObject({ state: 'dead', reason: expect.stringContaining('no match') });
  });

  it('are its log lines, searched', async () => {
    type Lines = NonNullable<operations['listLogs']['parameters']['query']>;
    const lines = async (query: Lines) => {
      const { data } = await api.client().GET('/jobs/{id}/logs', { params: { ...path(), query } });
      return data!.items.map(({ attempt, message }) => `${attempt} ${message}`);
    };
    const [storing, odd] = ['storing 100%', 'the upstream is odd'];
    expect(await lines({})).toEqual([`1 ${storing}`, `1 ${odd}`, `2 ${storing}`, `2 ${odd}`]);
    expect(await lines({ limit: 1 })).toEqual([`2 ${odd}`]);
    expect(await lines({ search: 'UPSTREAM' })).toEqual([`1 ${odd}`, `2 ${odd}`]);
    expect(await lines({ search: '100%', attempt: 2 })).toEqual([`2 ${storing}`]);
    expect(await lines({ search: '1_0%' })).toEqual([]);
    expect(await lines({ level: 'warn', attempt: 1 })).toEqual([`1 ${odd}`]);
    expect(await lines({ search: '"home": "2"', attempt: 1 })).toEqual([`1 ${storing}`]);
  });

  it('is not found of a job that nobody knows', async () => {
    const params = { path: { id: '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' } };
    for (const what of ['attempts', 'transitions', 'logs'] as const)
      await expect(api.client().GET(`/jobs/{id}/${what}`, { params })).rejects.toMatchObject({ status: 404 });
  });
});
