import type { ChannelRule, LimitDefinition } from '@kickoff/contracts';
import { LimitDeferred } from '../limiter/limit-deferred.js';
import type { Clock } from '../limiter/steady-clock.js';
import type { RunServices } from '../worker/job-context.js';
import type { Transactions } from '../worker/transactions.js';
import type { FakeClock } from './fake-clock.js';
import { InlineClient } from './inline-client.js';

/** What a handler that is run inline finds around it. */
export interface InlineSurroundings<Manager = unknown> {
  /** Time as retries, deferrals, children and the timeout know it. Default: the machine's. */
  clock?: FakeClock;
  /** What `job.transaction` gives to its work; what is enqueued through it is among `enqueued`. */
  manager?: Manager;
  /** Limits that the handler takes from; open, except those of `closedUntil`. */
  limits?: readonly LimitDefinition[];
  /** Limits by name that are closed, and until when. */
  closedUntil?: Readonly<Record<string, Date>>;
  /** Channels that the workload declares. Default: every channel below the workload's name. */
  channels?: readonly ChannelRule[];
}

/** A limit that a handler closed. */
export interface ClosedLimit {
  limit: string;
  until: Date;
  reason: string;
}

interface InlineServices<Manager> {
  services: RunServices<Manager>;
  clock: Clock;
  /** Calls back after a time; returns what forgets it. */
  after: (ms: number, ring: () => void) => () => void;
  client: InlineClient<Manager>;
  closed: ClosedLimit[];
}

/** A longer wait for a limit defers the job, as in a worker. */
const LONGEST_WAIT_MS = 5_000;
const ANY_CHANNEL: readonly ChannelRule[] = Array.from({ length: 7 }, (_, depth) => ({
  pattern: Array.from({ length: depth + 1 }, (__, part) => `:part${part}`).join('/'),
  visibility: 'public',
}));

export function inlineServices<Manager>(options: InlineSurroundings<Manager>): InlineServices<Manager> {
  const clock = options.clock ?? { now: () => Date.now() };
  const closed: ClosedLimit[] = [];
  const transactions: Transactions<Manager> = {
    once: (_, work) => work(options.manager!),
    onceMany: async (_, jobIds, work) => [...(await work(options.manager!, jobIds))],
    store: async (_, messages) => messages.forEach((message) => client.keep(message)),
    relay: async () => {},
  };
  const client = new InlineClient<Manager>(clock, transactions);
  const services: RunServices<Manager> = {
    client,
    channels: options.channels ?? ANY_CHANNEL,
    limits: new Map((options.limits ?? []).map((limit) => [limit.name, limit])),
    limitClient: () => ({
      take: async ({ name }) => {
        const until = options.closedUntil?.[name]?.getTime() ?? 0;
        if (until - clock.now() > LONGEST_WAIT_MS) throw new LimitDeferred(name, until, 'closed');
      },
      adopt: async () => {},
      closeUntil: async ({ name }, until, reason) => void closed.push({ limit: name, until: new Date(until), reason }),
      observe: () => {},
      status: async () => ({ granted: true }),
    }),
    transactions: options.manager === undefined ? undefined : transactions,
    onLog: undefined,
    onProgress: () => {},
  };
  return {
    services,
    clock,
    after: options.clock ? (ms, ring) => options.clock!.after(ms, ring) : inRealTime,
    client,
    closed,
  };
}

function inRealTime(ms: number, ring: () => void): () => void {
  const timer = setTimeout(ring, ms).unref();
  return () => clearTimeout(timer);
}
