import { setTimeout as sleep } from 'node:timers/promises';
import {
  BrokerUnavailable,
  JobNotFound,
  Overloaded,
  TooLate,
  type AnyContract,
  type JobState,
} from '@kickoff/contracts';
import { newJobId, type EnqueueOptions, type JobClient, type JobHandle } from '@kickoff/jobs';
import { failFirst, giveUp, holdKey, keepOrder, refuse, runOnce, storeEffect } from './chaos-workload.js';

/** How a job must end by the policy of its type. */
export interface Expectation extends JobHandle {
  type: string;
  state: JobState;
  attempts: number;
  /** Not before this time, by the broker's clock. */
  dueAt?: number;
}

export interface Orders {
  /** One of each kind per round. */
  rounds: number;
  /** Rounds a second. */
  pace: number;
  /** Lines of ordered jobs and unique keys. */
  keys: number;
}

const AT_ONCE = 50;
const DELAY_MS = 3_000;
const AGAIN_AFTER_MS = 250;

/** Enqueues jobs of every kind at a steady pace, through whatever happens to the broker. */
export class Producer {
  readonly expected: Expectation[] = [];
  /** Enqueues that were answered with the job that holds the key. */
  duplicates = 0;
  private readonly lines = new Map<string, Promise<void>>();

  constructor(private readonly jobs: JobClient) {}

  async run({ rounds, pace, keys }: Orders): Promise<void> {
    const startedAt = Date.now();
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (;;) {
          const round = next;
          next += 1;
          if (round >= rounds) return;
          const waitMs = startedAt + (round / pace) * 1_000 - Date.now();
          if (waitMs > 0) await sleep(waitMs);
          await this.round(round, keys);
        }
      }),
    );
  }

  private async round(round: number, keys: number): Promise<void> {
    await Promise.all([
      this.order(runOnce, { n: round }, 'succeeded', 1),
      this.order(runOnce, { n: -round }, 'succeeded', 1),
      this.order(failFirst, { failures: 1 + (round % 2) }, 'succeeded', 2 + (round % 2)),
      this.order(storeEffect, { n: round }, 'succeeded', 1),
      this.delayed(round),
      this.inLine(`line-${round % keys}`, round, round % 7 === 3 ? 1 : 0),
      ...(round % 4 === 0 ? [this.order(giveUp, { n: round }, 'dead', 2)] : []),
      ...(round % 4 === 1 ? [this.order(refuse, { n: round }, 'dead', 1)] : []),
      ...(round % 4 === 2 ? [this.cancelled(round)] : []),
      ...(round % 4 === 3 ? [this.unique(`key-${round % keys}`), this.unique(`key-${round % keys}`)] : []),
    ]);
  }

  private async order(contract: AnyContract, input: object, state: JobState, attempts: number): Promise<void> {
    const { id, subject } = await this.enqueue(contract, input);
    this.expected.push({ id, subject, type: contract.type, state, attempts });
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
    const { id, subject } = await this.enqueue(runOnce, { n }, { at: new Date(dueAt) });
    this.expected.push({ id, subject, type: runOnce.type, state: 'succeeded', attempts: 1, dueAt });
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
    this.expected.push({ ...job, type: runOnce.type, state: 'cancelled', attempts: 1 });
  }

  private async unique(key: string): Promise<void> {
    const { id, subject, duplicate } = await this.enqueue(holdKey, { key });
    if (duplicate && this.expected.some((known) => known.id === id)) this.duplicates += 1;
    else this.expected.push({ id, subject, type: holdKey.type, state: 'succeeded', attempts: 1 });
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
