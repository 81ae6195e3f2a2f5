import { setTimeout as sleep } from 'node:timers/promises';
import {
  BrokerUnavailable,
  JobNotFound,
  Overloaded,
  TooLate,
  type AnyContract,
  type JobState,
} from '@kickoff/contracts';
import { newJobId, type EnqueueOptions, type JobClient } from '@kickoff/jobs';
import { flowOrder, flowStep, type FlowOrder } from './chaos-flows.js';
import { askUpstream, holdFew, holdOfKey } from './chaos-limits.js';
import { failFirst, giveUp, holdKey, keepOrder, refuse, runOnce, storeEffect } from './chaos-workload.js';

/** How a job must end by the policy of its type. */
export interface Expectation {
  id: string;
  type: string;
  state: JobState;
  attempts: number;
  /** Not before this time, by the broker's clock. */
  dueAt?: number;
}

/** A flow that was started. */
export interface ExpectedFlow extends Pick<FlowOrder, 'end' | 'nested' | 'edges'> {
  id: string;
  /** Ids of jobs by the names of their nodes. */
  jobIds: ReadonlyMap<string, string>;
}

export interface Orders {
  /** Rounds from this one, to before that one; about `JOBS_PER_ROUND` in each. */
  from: number;
  to: number;
  /** Lines of ordered jobs, unique keys, and keys of limits: `<kind>-<number>`. */
  keys: { line: number; key: number; held: number };
}

/** What a round brings at least, on average. */
export const JOBS_PER_ROUND = 9.5;
const FLOW_EVERY = 6;
const ROUNDS_PER_SECOND = 10;
const AT_ONCE = 50;
const DELAY_MS = 3_000;
const AGAIN_AFTER_MS = 250;
const HOLD_MS = 80;
/** Of some: they are held across whatever is killed meanwhile. */
const LONG_HOLD_MS = 4_000;
const LONG_EVERY = 17;

/** Enqueues jobs of every kind at a steady pace, through whatever happens to the broker. */
export class Producer {
  readonly expected: Expectation[] = [];
  readonly flows: ExpectedFlow[] = [];
  /** Enqueues that were answered with the job that holds the key. */
  duplicates = 0;
  private readonly lines = new Map<string, Promise<void>>();

  constructor(private readonly jobs: JobClient) {}

  async run({ from, to, keys }: Orders): Promise<void> {
    const startedAt = Date.now();
    let next = from;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (;;) {
          const round = next;
          next += 1;
          if (round >= to) return;
          const waitMs = startedAt + ((round - from) / ROUNDS_PER_SECOND) * 1_000 - Date.now();
          if (waitMs > 0) await sleep(waitMs);
          await this.round(round, keys);
        }
      }),
    );
  }

  private async round(round: number, keys: Orders['keys']): Promise<void> {
    const pair = Math.floor(round / 2);
    const held = { key: `held-${pair % keys.held}`, ms: round % LONG_EVERY < 2 ? LONG_HOLD_MS : HOLD_MS };
    await Promise.all([
      this.order(runOnce, { n: round }, 'succeeded', 1),
      this.order(runOnce, { n: -round }, 'succeeded', 1),
      this.order(failFirst, { failures: 1 + (round % 2) }, 'succeeded', 2 + (round % 2)),
      this.order(storeEffect, { n: round }, 'succeeded', 1),
      this.delayed(round),
      this.inLine(`line-${round % keys.line}`, round, round % 7 === 3 ? 1 : 0),
      ...(round % 4 === 0 ? [this.order(giveUp, { n: round }, 'dead', 2)] : []),
      ...(round % 4 === 1 ? [this.order(refuse, { n: round }, 'dead', 1)] : []),
      ...(round % 4 === 2 ? [this.cancelled(round)] : []),
      ...(round % 4 === 3 ? [this.unique(`key-${round % keys.key}`), this.unique(`key-${round % keys.key}`)] : []),
      ...(round % 2 === 0 ? [this.order(askUpstream, held, 'succeeded', 1)] : []),
      ...(round % 2 === 0 ? [this.order(holdFew, held, 'succeeded', 1)] : []),
      ...(round % 2 === 1 ? [this.order(holdOfKey, held, 'succeeded', 1)] : []),
      ...(round % FLOW_EVERY === 0 ? [this.flow(round / FLOW_EVERY)] : []),
    ]);
  }

  private async order(contract: AnyContract, input: object, state: JobState, attempts: number): Promise<void> {
    const { id } = await this.enqueue(contract, input);
    this.expected.push({ id, type: contract.type, state, attempts });
  }

  /** One after the other: the order of two enqueues at once would be nobody's. */
  private inLine(key: string, n: number, failures: number): Promise<void> {
    const before = this.lines.get(key) ?? Promise.resolve();
    const line = before.then(() => this.order(keepOrder, { key, n, failures }, 'succeeded', 1 + failures));
    this.lines.set(key, line);
    return line;
  }

  private async delayed(n: number): Promise<void> {
    const { broker } = this.jobs;
    const dueAt = broker.clock.now() + DELAY_MS;
    const { id } = await this.enqueue(runOnce, { n }, { at: new Date(dueAt) });
    this.expected.push({ id, type: runOnce.type, state: 'succeeded', attempts: 1, dueAt });
  }

  private async cancelled(n: number): Promise<void> {
    const job = await this.enqueue(runOnce, { n }, { delay: '1h' });
    let tries = 0;
    await persist(async () => {
      tries += 1;
      await this.jobs.cancel(job).catch((error: unknown) => {
        // The answer to the try before got lost.
        if (tries === 1 || !(error instanceof TooLate || error instanceof JobNotFound)) throw error;
      });
    });
    this.expected.push({ id: job.id, type: runOnce.type, state: 'cancelled', attempts: 1 });
  }

  /** With an id of its own, a flow whose start got no answer is started again without harm. */
  private async flow(n: number): Promise<void> {
    const { builder, nodes, ...expected } = flowOrder(this.jobs, n);
    const id = newJobId(this.jobs.broker.clock.now());
    const { jobIds } = await persist(() => builder.start({ id }));
    this.flows.push({ id, jobIds, ...expected });
    for (const [name, [state, attempts]] of Object.entries(nodes))
      this.expected.push({ id: jobIds.get(name)!, type: flowStep.type, state, attempts });
  }

  private async unique(key: string): Promise<void> {
    const { id, duplicate } = await this.enqueue(holdKey, { key });
    if (duplicate && this.expected.some((known) => known.id === id)) this.duplicates += 1;
    else this.expected.push({ id, type: holdKey.type, state: 'succeeded', attempts: 1 });
  }

  /** With an id of its own, an enqueue whose answer got lost is repeated without harm. */
  private enqueue(contract: AnyContract, input: object, options: EnqueueOptions = {}) {
    const id = newJobId(this.jobs.broker.clock.now());
    return persist(() => this.jobs.enqueue(contract, input, { ...options, id }));
  }
}

/** Repeats what the broker could not be asked, or had no room for. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof BrokerUnavailable || error instanceof Overloaded)) throw error;
      await sleep(AGAIN_AFTER_MS);
    }
  }
}
