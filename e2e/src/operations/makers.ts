import { until } from '../replay/until.js';
import type { Ask, Maker } from './way.js';

const PATIENCE = { timeoutMs: 60_000, what: 'what a case is made of' };

type Items = { items: Record<string, unknown>[] };

/** The first item of a list that there is one of, after a while. */
async function first(ask: Ask, path: string): Promise<Record<string, unknown>> {
  let item: Record<string, unknown> | undefined;
  await until(
    async () => {
      [item] = ((await ask('GET', path)) as Items).items;
      return item !== undefined;
    },
    { ...PATIENCE, what: path },
  );
  return item!;
}

async function enqueue(ask: Ask, job: object): Promise<string> {
  const { jobs } = (await ask('POST', '/jobs', job)) as { jobs: { id: string }[] };
  return jobs[0]!.id;
}

/** A job that waits for a day. */
export const waitingJob: Maker = (ask, word) =>
  enqueue(ask, { type: 'kitchen.bake', input: { word }, delay: '1d', tags: [word] });

/** A job that has succeeded, and has logged its word. */
export const doneJob: Maker = async (ask, word) => {
  const id = await enqueue(ask, { type: 'kitchen.bake', input: { word }, tags: [word] });
  await first(ask, `/jobs?tag=${word}&state=succeeded`);
  return id;
};

/** A job that is dead, with the word as its error. */
export const deadJob: Maker = async (ask, word) => {
  const id = await enqueue(ask, { type: 'kitchen.burn', input: { why: word }, tags: [word] });
  await first(ask, `/dead-letters?error=${word}`);
  return id;
};

/** The word that dead jobs are found by. */
export const deadWord: Maker = async (ask, word) => {
  await deadJob(ask, word);
  return word;
};

/** The fingerprint of dead jobs of one kind. */
export const deadGroup: Maker = async (ask, word) => {
  await deadJob(ask, word);
  return (await first(ask, `/dead-letters/groups?error=${word}`))['fingerprint'] as string;
};

async function flow(ask: Ask, body: object, state: string): Promise<string> {
  const { id } = (await ask('POST', '/flows', body)) as { id: string };
  await until(
    async () => ((await ask('GET', `/flows?state=${state}`)) as Items).items.some((each) => each['id'] === id),
    {
      ...PATIENCE,
      what: `a flow that is ${state}`,
    },
  );
  return id;
}

/** A flow whose node `pan` has failed and would succeed now. */
export const failedFlow: Maker = (ask, word) =>
  flow(ask, { name: word, nodes: { pan: { type: 'kitchen.burn', input: { why: word, once: true } } } }, 'failed');

/** A flow whose only node waits for a day. */
export const runningFlow: Maker = (ask, word) =>
  flow(ask, { name: word, nodes: { pan: { type: 'kitchen.bake', input: {}, delay: '1d' } } }, 'running');

/** A schedule that fires once a year. */
export const schedule: Maker = async (ask, word) => {
  const id = `kitchen.${word}`;
  await ask('POST', '/schedules', { id, type: 'kitchen.bake', input: { word }, cron: '0 3 1 1 *' });
  return id;
};

export const disabledSchedule: Maker = async (ask, word) => {
  const id = await schedule(ask, word);
  await ask('PUT', `/schedules/${id}/disable`);
  return id;
};

/** A schedule that has made a job. */
export const triggeredSchedule: Maker = async (ask, word) => {
  const id = await schedule(ask, word);
  await ask('POST', `/schedules/${id}/trigger`);
  await first(ask, `/schedules/${id}/executions`);
  return id;
};

export const key: Maker = async (ask, name) =>
  ((await ask('POST', '/keys', { name, role: 'viewer' })) as { id: string }).id;

export const rule: Maker = async (ask, id) => {
  await ask('POST', '/alerts/rules', { id, kind: 'dead-letters', threshold: 1_000_000 });
  return id;
};

export const receiver: Maker = async (ask, id) => {
  await ask('POST', '/alerts/receivers', { id, kind: 'webhook', target: 'http://127.0.0.1:9/' });
  return id;
};

/** One that nobody has muted or acknowledged. Of dead jobs, which there have to be some of. */
export const alert: Maker = async (ask) => {
  let untouched: Record<string, unknown> | undefined;
  await until(async () => {
    const { items } = (await ask('GET', '/alerts?limit=200')) as Items;
    untouched = items.find(({ acknowledgedBy, mutedBy }) => acknowledgedBy === null && mutedBy === null);
    return untouched !== undefined;
  }, PATIENCE);
  return String(untouched!['id']);
};

/** An operation that has ended. */
export const operation: Maker = async (ask, word) => {
  const started = await operationOn(ask, word);
  await until(async () => (await ask('GET', `/operations/${started}`))['endedAt'] !== null, PATIENCE);
  return started;
};

/** An operation that waits, because what does it is paused. */
export const waitingOperation: Maker = async (ask, word) => {
  await ask('PUT', '/workloads/kickoff/pause', { reason: word });
  return operationOn(ask, word);
};

/** A job that waits, by its tag: the record knows it, so that a filter finds it. */
export const recordedJob: Maker = async (ask, word) => {
  await waitingJob(ask, word);
  await first(ask, `/jobs?tag=${word}`);
  return word;
};

async function operationOn(ask: Ask, word: string): Promise<string> {
  await recordedJob(ask, word);
  const action = { name: 'cancel', reason: word };
  const { operation: started } = (await ask('POST', '/jobs/actions', { action, filter: { tag: [word] } })) as {
    operation: { id: string };
  };
  return started.id;
}

/** Has something changed first, with the word as its reason, or under it. */
export function changed(
  method: string,
  path: string,
  body: (word: string) => object = (reason) => ({ reason }),
): Maker {
  return async (ask, word) => {
    await ask(method, path.replace('<word>', word), body(word));
    return word;
  };
}

/** The worker of the cellar, told so before. */
export function cellarman(told: 'pause' | 'resume'): Maker {
  return async (ask) => {
    let id: unknown;
    await until(async () => {
      const { items } = (await ask('GET', '/workers')) as Items;
      const men = items.filter(({ workload }) => workload === 'cellar');
      id = men[0]?.['id'];
      return men.length === 1;
    }, PATIENCE);
    await ask('POST', `/workers/${String(id)}/${told}`, { reason: 'a case begins' });
    return String(id);
  };
}

/** A job that waits in the rack, alone, with the word as its tag. */
export const jobInRack: Maker = async (ask, word) => {
  await enqueue(ask, { type: 'cellar.age', input: {}, delay: '1d', tags: [word] });
  await first(ask, `/jobs?tag=${word}`);
  return word;
};
