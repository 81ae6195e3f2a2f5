import { once } from 'node:events';
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  allSubjects,
  DeadLetter,
  deadStream,
  deadSubject,
  defineJob,
  defineWorkload,
  JobEvent,
  jobsStream,
  type AnyContract,
  type JobContract,
  type JobOptions,
  type Priority,
  type StandardSchemaV1,
  type Workload,
} from '@kickoff/contracts';
import { Broker } from '../broker/broker.js';
import { applyTopology, type TopologyOptions } from '../broker/topology.js';
import { JobClient } from '../client/job-client.js';
import { PausePromoter } from '../pause/pause-promoter.js';
import { BucketWriter } from '../registry/bucket-writer.js';
import type { HandledJob } from '../worker/handler.js';
import { Worker } from '../worker/worker.js';
import type { WorkerOptions } from '../worker/worker-options.js';

/**
 * One workload of its own on a real server, with everything a test of jobs looks at: its events, its stream, its dead
 * letters. Closes what it opened.
 */

let stages = 0;
const open = new Set<Stage>();

/** For `afterEach`. */
export async function closeStages(): Promise<void> {
  for (const stage of open) await stage.close();
  open.clear();
}

type JobTerms<I extends StandardSchemaV1, O extends StandardSchemaV1> = Omit<
  JobOptions<I, O>,
  'type' | 'summary' | 'queue'
> & { queue?: string };

export class Stage {
  readonly name: string;
  readonly events: JobEvent[] = [];
  closed = false;
  workload!: Workload;
  broker!: Broker;
  client!: JobClient;
  private readonly contracts: AnyContract[] = [];
  private readonly cleanUps: (() => Promise<unknown> | void)[] = [];
  private readonly lookers = new Set<() => void>();

  constructor(readonly url: string) {
    stages += 1;
    this.name = `test-${stages}`;
    open.add(this);
  }

  /** A job type of this workload; all of them before `begin`. */
  job<I extends StandardSchemaV1, O extends StandardSchemaV1 = StandardSchemaV1<unknown, unknown>>(
    name: string,
    { queue = 'work', ...terms }: JobTerms<I, O>,
  ): JobContract<I, O> {
    const contract = defineJob<I, O>({ type: `${this.name}.${name}`, summary: name, queue, ...terms });
    this.contracts.push(contract);
    return contract;
  }

  async begin({
    priorities,
    topology,
    buckets = false,
    channels,
    workload,
  }: {
    /** Instead of the types that `job` made. */
    workload?: Workload;
    priorities?: readonly Priority[];
    topology?: TopologyOptions;
    /** Run what the scheduler service runs for the buckets. */
    buckets?: boolean;
    channels?: Workload['channels'];
  } = {}): Promise<this> {
    const queues = Object.fromEntries(
      [...new Set(['work', ...this.contracts.map(({ queue }) => queue)])].map((queue) => [
        queue,
        { service: 'external' as const, ...(priorities ? { priorities } : {}) },
      ]),
    );
    const contracts = this.contracts.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    this.workload = workload ?? defineWorkload({ name: this.name, summary: 'a test', contracts, queues, channels });
    this.broker = await Broker.connect({ servers: this.url, name: 'test', waitForServer: true });
    this.cleanUps.push(() => this.broker.close());
    await applyTopology(this.broker, [this.workload], topology);
    this.client = new JobClient(this.broker);
    this.broker.connection.subscribe(allSubjects('events', this.name), {
      callback: (_, message) => {
        this.events.push(...message.json<unknown[]>().map((event) => JobEvent.parse(event)));
        this.look();
      },
    });
    if (buckets) {
      const writer = new BucketWriter({ broker: this.broker, everyMs: 50 });
      writer.start();
      this.cleanUps.push(() => writer.stop());
      const promoter = new PausePromoter({ broker: this.broker });
      promoter.start();
      this.cleanUps.push(() => promoter.stop());
    }
    await this.broker.connection.flush();
    return this;
  }

  async worker(
    handlers: readonly HandledJob[],
    { slots = 10, ...options }: { slots?: number } & Partial<WorkerOptions> = {},
  ): Promise<Worker> {
    const worker = new Worker({
      connection: { servers: this.url, name: 'worker', waitForServer: true },
      workload: this.workload,
      queues: this.workload.queues.map(({ name }) => ({ name, slots })),
      handlers,
      abortGraceMs: 200,
      ...options,
    });
    await worker.start();
    this.cleanUps.push(() => worker.stop({ graceMs: 0 }));
    return worker;
  }

  /** A process of its own that runs `stage/worker-process.ts`; its kill is the test's. */
  process(options: object): ChildProcess {
    const script = fileURLToPath(new URL('./worker-process.js', import.meta.url));
    const child = fork(script, [JSON.stringify({ url: this.url, workload: this.name, ...options })], { execArgv: [] });
    this.cleanUps.push(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    });
    return child;
  }

  /** Resolves when `condition` holds; looked at after every event and whenever a handler of the test calls `look`. */
  async until(condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve) => {
      const looker = () => {
        if (!condition()) return;
        this.lookers.delete(looker);
        resolve();
      };
      this.lookers.add(looker);
    });
  }

  look(): void {
    for (const looker of this.lookers) looker();
  }

  /** States that the record would be told of this job, in order of revision. */
  states(id: string): string[] {
    return this.events
      .filter((event) => event.id === id)
      .toSorted((a, b) => a.revision - b.revision)
      .map(({ state }) => state);
  }

  /** Resolves with the event by which the job reached this state. */
  async reached(id: string, state: JobEvent['state']): Promise<JobEvent> {
    const find = () => this.events.find((event) => event.id === id && event.state === state);
    await this.until(() => find() !== undefined);
    return find()!;
  }

  /** How many jobs are unfinished, by the stream. */
  async unfinished(): Promise<number> {
    const { state } = await this.broker.manager.streams.info(jobsStream(this.name));
    return state.messages;
  }

  /** Messages of one job that its stream holds. */
  async unfinishedOf(id: string): Promise<number> {
    const filter = `${allSubjects('jobs', this.name).slice(0, -1)}*.*.*.*.*.${id}`;
    const { state } = await this.broker.manager.streams.info(jobsStream(this.name), { subjects_filter: filter });
    return Object.keys(state.subjects ?? {}).length;
  }

  /** Resolves when no job is unfinished: acks follow events, so this asks until it is so. */
  async empty(): Promise<void> {
    while ((await this.unfinished()) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  async deadLetter(id: string): Promise<DeadLetter | undefined> {
    const subject = deadSubject({ workload: this.name, queue: '*', name: '*', id });
    const message = await this.broker.manager.streams.getMessage(deadStream(), { last_by_subj: subject });
    return message ? DeadLetter.parse(message.json()) : undefined;
  }

  onClose(cleanUp: () => Promise<unknown> | void): void {
    this.cleanUps.push(cleanUp);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const cleanUp of this.cleanUps.splice(0).reverse()) await cleanUp();
  }
}
