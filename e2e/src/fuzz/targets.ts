import type { Ask } from '../operations/way.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from './api-document.js';

/** Values of the parameters of a path. */
export type PathParams = Record<string, string>;
/** Where things come from that an operation can be done to. */
interface Source {
  /** A list below `/api/v1`. */
  list: string;
  /** Which of its items, and what of them. Default: all, by the name of the path's parameter. */
  params?: (item: Record<string, unknown>) => PathParams | undefined;
  /** Makes more of them; the list shows them soon after. */
  make?: (ask: Ask) => Promise<unknown>;
  /** The same thing may be given to many requests. Default: each to one. */
  reusable?: boolean;
}

const FEW = 20;
const TRIES = 600;
const WAIT_MS = 100;
/** Tries after which more are made. */
const MAKE_AGAIN = 100;
/** The keys that the fuzzer itself works with. */
export const OWN_KEY = 'fuzzer';

const manyJobs = (type: string, count: number, more: object = {}) => ({
  jobs: Array.from({ length: count }, () => ({ type, input: {}, ...more })),
});
const many = async (count: number, make: (n: number) => Promise<unknown>) => {
  for (let n = 0; n < count; n += 1) await make(n);
};
let names = 0;
const newName = () => `made-${Date.now().toString(36)}-${(names += 1)}`;

/** Of so many jobs that they can be aborted. */
const startOperations = async (ask: Ask) => {
  await ask('POST', '/jobs', manyJobs('kitchen.bake', 500, { delay: '1d', tags: ['bulk'], priority: 'low' }));
  const action = { name: 'reprioritise', priority: 'low', reason: 'to be aborted' };
  await many(FEW + 5, () => ask('POST', '/jobs/actions', { action, filter: { tag: ['bulk'], state: ['scheduled'] } }));
};

const waitingJobs: Source = {
  list: '/jobs?limit=200&state=scheduled&workload=kitchen',
  make: (ask) => ask('POST', '/jobs', manyJobs('kitchen.bake', 400, { delay: '1d' })),
};
const endedJobs: Source = {
  list: '/jobs?limit=200&state=succeeded&state=cancelled&workload=kitchen',
  make: (ask) => ask('POST', '/jobs', manyJobs('kitchen.bake', 400)),
};
const openLetters: Source = {
  list: '/dead-letters?limit=200&state=open&workload=kitchen',
  make: (ask) => ask('POST', '/jobs', manyJobs('kitchen.burn', 200)),
};
const letterGroups: Source = {
  list: '/dead-letters/groups',
  params: ({ fingerprint }) => ({ fingerprint: String(fingerprint) }),
  make: openLetters.make!,
  reusable: true,
};
const flows: Source = {
  list: '/flows?limit=200',
  make: (ask) => ask('POST', '/flows', burning()),
  reusable: true,
};
const burning = () => ({
  name: newName(),
  nodes: { pan: { type: 'kitchen.burn', input: {} }, plate: { type: 'kitchen.bake', input: {}, after: ['pan'] } },
});
const failedFlows: Source = {
  list: '/flows?limit=200&state=failed',
  make: (ask) => many(50, () => ask('POST', '/flows', burning())),
};
const failedNodes: Source = {
  ...failedFlows,
  params: ({ id, kind }) => (kind === 'flow' ? { id: String(id), node: 'pan' } : undefined),
};
const runningFlows: Source = {
  list: '/flows?limit=200&state=running',
  make: (ask) => many(50, () => ask('POST', '/flows', { chain: [{ type: 'kitchen.bake', input: {}, delay: '1d' }] })),
};
const operations: Source = { list: '/operations?limit=200', make: startOperations, reusable: true };
const runningOperations: Source = {
  list: operations.list,
  make: startOperations,
  params: ({ id, endedAt, state }) => (endedAt === null && state !== 'cancelling' ? { id: String(id) } : undefined),
};
/** The kitchen's workers have jobs to run for others. */
const cellarmen: Source = {
  list: '/workers',
  params: ({ id, workload }) => (workload === 'cellar' ? { id: String(id) } : undefined),
  reusable: true,
};
const keys: Source = {
  list: '/keys?limit=200',
  params: ({ id, name, revokedAt }) =>
    revokedAt === null && name !== 'first admin' && !String(name).startsWith(OWN_KEY) ? { id: String(id) } : undefined,
  make: (ask) => many(30, () => ask('POST', '/keys', { name: newName(), role: 'viewer' })),
};
const schedules: Source = {
  list: '/schedules',
  make: (ask) =>
    many(30, () =>
      ask('POST', '/schedules', { id: `kitchen.${newName()}`, type: 'kitchen.bake', input: {}, cron: '0 3 1 1 *' }),
    ),
};
const rules: Source = {
  list: '/alerts/rules',
  make: (ask) =>
    many(30, () =>
      ask('POST', '/alerts/rules', { id: newName(), kind: 'dead-letters', threshold: 1e6, enabled: false }),
    ),
};
const receivers: Source = {
  list: '/alerts/receivers',
  make: (ask) =>
    many(30, () =>
      ask('POST', '/alerts/receivers', {
        id: newName(),
        kind: 'webhook',
        target: 'http://127.0.0.1:9/',
        enabled: false,
      }),
    ),
};

/** What is paused and changed at run time may be so: nothing else needs the pantry. */
const PANTRY: PathParams = {
  workload: 'pantry',
  queue: 'shelf',
  type: 'pantry.fetch-thing',
  limit: 'ladder',
  tag: 'made at random',
};

/** By operation, or by what its path begins with; the first that fits. */
const SOURCES: readonly (readonly [RegExp, Source])[] = [
  [/^(cancelJob|runJobNow|rescheduleJob|reprioritiseJob|moveJob|failJob)$/, waitingJobs],
  [/^deleteJob$/, endedJobs],
  [/^(retryJob|(get|retry|resolve|delete)DeadLetter)$/, openLetters],
  [/^(retry|resolve)DeadLetterGroup$/, letterGroups],
  [/^cancelFlow$/, runningFlows],
  [/^retryFlow$/, failedFlows],
  [/^(retry|skip)FlowNode$/, failedNodes],
  [/^abortOperation$/, runningOperations],
  [/^(rotate|revoke)Key$/, keys],
  [/^deleteSchedule$/, schedules],
  [/^deleteAlertRule$/, rules],
  [/^deleteReceiver$/, receivers],
  [/^\/jobs\//, { list: '/jobs?limit=200', reusable: true }],
  [/^\/flows\//, flows],
  [/^\/operations\//, operations],
  [/^\/keys\//, { ...keys, reusable: true }],
  [/^\/schedules\//, { ...schedules, reusable: true }],
  [/^\/alerts\/rules\//, { ...rules, reusable: true }],
  [/^\/alerts\/receivers\//, { ...receivers, reusable: true }],
  [/^\/alerts\//, { list: '/alerts?limit=200', reusable: true }],
  [/^\/workers\//, cellarmen],
];

const byId = ({ id }: Record<string, unknown>): PathParams => ({ id: String(id) });

/** Gives each request something that is there to be done to, and most things to one request only. */
export class Targets {
  private readonly waiting = new Map<Source, Promise<PathParams[]>>();
  private readonly given = new Set<string>();

  constructor(private readonly ask: Ask) {}

  async next({ id, path }: Operation): Promise<PathParams> {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    if (named.every((name) => name in PANTRY)) return PANTRY;
    const [, source] = SOURCES.find(([pattern]) => pattern.test(id) || pattern.test(path)) ?? [];
    if (!source) throw new Error(`fuzz/targets.ts does not say where ${path} gets its parameters from`);
    for (;;) {
      const queue = await (this.waiting.get(source) ?? this.refill(source));
      const params = queue.pop();
      if (params) return params;
      this.waiting.delete(source);
    }
  }

  private refill(source: Source): Promise<PathParams[]> {
    const filling = this.list(source);
    this.waiting.set(source, filling);
    return filling;
  }

  private async list({ list, params, make, reusable = false }: Source): Promise<PathParams[]> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { items } = (await this.ask('GET', list)) as { items: Record<string, unknown>[] };
      const found = items.map(params ?? byId).filter((each) => each !== undefined);
      const fresh = reusable ? found : found.filter((each) => !this.given.has(JSON.stringify(each)));
      if (fresh.length >= (reusable ? 1 : FEW)) {
        for (const each of fresh) this.given.add(JSON.stringify(each));
        return fresh;
      }
      if (tries % MAKE_AGAIN === 0) await make?.(this.ask);
      await sleep(WAIT_MS);
    }
    throw new Error(`${list} shows too little after ${(TRIES * WAIT_MS) / 1_000} s`);
  }
}
