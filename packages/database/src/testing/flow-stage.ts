import { randomUUID } from 'node:crypto';
import { headers, type Msg } from '@nats-io/transport-node';
import { z } from 'zod';
import {
  defineJob,
  defineWorkload,
  type AnyContract,
  type JobOptions,
  type StandardSchemaV1,
  type Workload,
} from '@kickoff/contracts';
import {
  applyTopology,
  Broker,
  BucketWriter,
  handle,
  JobClient,
  Worker,
  type HandledJob,
  type JobContext,
} from '@kickoff/jobs';
import type { DataSource, EntityManager } from 'typeorm';
import { FlowFollower } from '../flows/flow-follower.js';
import { FlowKeeper } from '../flows/flow-keeper.js';
import { FlowStarter } from '../flows/flow-starter.js';
import { FlowStore } from '../flows/flow-store.js';
import { ParentsResponder } from '../flows/parents-responder.js';
import { OutboxRelay } from '../outbox/outbox-relay.js';
import { TypeOrmTransactions } from '../transactions/typeorm-transactions.js';

/**
 * Test support: a workload of its own with everything that flows need of a scheduler service, and workers. Several may
 * share servers; each sees its own flows only. Closes what it opened.
 */

const open = new Set<FlowStage>();
let stages = 0;

/** For `afterEach`. */
export async function closeFlowStages(): Promise<void> {
  for (const stage of open) await stage.close();
  open.clear();
}

/** One run of one job, as its handler saw it. */
export interface SeenRun {
  name: string;
  id: string;
  input: unknown;
  parents: { name: string; state: string; output?: unknown }[];
}

type Run = (input: { n: number }, job: JobContext) => unknown;

export class FlowStage {
  readonly name: string;
  readonly runs: SeenRun[] = [];
  readonly problems: unknown[] = [];
  /** As the keeper's option. */
  unheardMs = 60_000;
  store!: FlowStore;
  private workload!: Workload;
  broker!: Broker;
  jobs!: JobClient<EntityManager>;
  private readonly contracts: AnyContract[] = [];
  private readonly handlers: HandledJob[] = [];
  private readonly cleanUps: (() => Promise<unknown> | void)[] = [];
  private readonly lookers = new Set<() => void>();

  constructor(
    readonly url: string,
    readonly database: { url: string; dataSource: DataSource },
  ) {
    stages += 1;
    this.name = `flow-${stages}-${randomUUID().slice(0, 8)}`;
    open.add(this);
  }

  /** A job type whose handler notes its run, then does what `run` does. */
  job(
    name: string,
    run: Run = ({ n }) => ({ n }),
    options: Partial<JobOptions<StandardSchemaV1, StandardSchemaV1>> = {},
  ) {
    return this.plainJob(
      name,
      async (input, job) => {
        const parents = [];
        for await (const { name: parent, state, output } of job.parents) parents.push({ name: parent, state, output });
        this.runs.push({ name, id: job.id, input, parents });
        this.look();
        return run(input, job);
      },
      options,
    );
  }

  /** A job type whose handler does what `run` does and no more. */
  plainJob(name: string, run: Run, options: Partial<JobOptions<StandardSchemaV1, StandardSchemaV1>> = {}) {
    const contract = defineJob({
      summary: name,
      queue: 'work',
      attempts: 1,
      input: z.object({ n: z.int() }),
      ...(options as object),
      type: `${this.name}.${name}`,
    });
    this.contracts.push(contract);
    this.handlers.push(handle(contract, run));
    return contract;
  }

  /** Stores a message of events once more. */
  async repeat({ subject, data }: Msg): Promise<void> {
    const header = headers();
    header.set('Again', 'yes');
    await this.broker.jetstream.publish(subject, data, { headers: header });
  }

  async begin({ schedulers = 1, worker = true, slots = 50 } = {}): Promise<this> {
    const workload = defineWorkload({
      name: this.name,
      summary: 'a test',
      contracts: this.contracts.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      queues: { work: { service: 'external' } },
    });
    this.broker = await Broker.connect({ servers: this.url, name: 'test', waitForServer: true });
    this.cleanUps.push(() => this.broker.close());
    await applyTopology(this.broker, [workload]);
    const transactions = new TypeOrmTransactions(this.database.dataSource, this.broker.connection);
    this.store = new FlowStore(this.database.dataSource, this.broker);
    this.jobs = new JobClient(this.broker, { transactions });
    this.workload = workload;
    if (worker) await this.startWorker(slots);
    for (let each = 0; each < schedulers; each += 1) this.scheduler();
    return this;
  }

  async startWorker(slots = 50): Promise<void> {
    const worker = new Worker({
      connection: { servers: this.url, name: 'worker', waitForServer: true },
      workload: this.workload,
      queues: [{ name: 'work', slots }],
      handlers: this.handlers,
      abortGraceMs: 200,
    });
    worker.on('finished', () => this.look());
    await worker.start();
    this.cleanUps.push(() => worker.stop({ graceMs: 0 }));
  }

  /** The loops that a scheduler service runs for flows. */
  scheduler(): { starter: FlowStarter; follower: FlowFollower; keeper: FlowKeeper; stop: () => Promise<void> } {
    const { broker } = this;
    const { dataSource, url } = this.database;
    const onError = (error: unknown) => void this.problems.push(error);
    const starter = new FlowStarter({
      broker,
      dataSource,
      types: this.contracts.flatMap(({ type, aliases }) => [type, ...aliases]),
      onError,
      onRefused: onError,
    });
    const follower = new FlowFollower({ broker, dataSource, onError });
    const keeper = new FlowKeeper({ broker, dataSource, onError, everyMs: 50, unheardMs: this.unheardMs });
    const relay = new OutboxRelay({ dataSource, connection: broker.connection, databaseUrl: url, onError });
    // Tells workers of cancellations.
    const buckets = new BucketWriter({ broker, everyMs: 50, onError });
    const responder = new ParentsResponder({ broker, dataSource, onError });
    for (const loop of [starter, follower, keeper]) loop.signals.on('ran', () => this.look());
    const loops = [starter, follower, keeper, relay, responder, buckets];
    for (const loop of loops) loop.start();
    const stop = async () => {
      for (const loop of loops) await loop.stop();
    };
    this.cleanUps.push(stop);
    return { starter, follower, keeper, stop };
  }

  /** Resolves when `condition` holds; looked at whenever a handler runs and after every turn of a loop. */
  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await condition())) {
      await new Promise<void>((resolve) => {
        this.lookers.add(resolve);
        setTimeout(resolve, 250).unref();
      });
    }
  }

  look(): void {
    for (const looker of this.lookers) looker();
    this.lookers.clear();
  }

  names(): string[] {
    return this.runs.map(({ name }) => name);
  }

  async query<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.database.dataSource.query<Row[]>(sql, parameters);
  }

  async flow(id: string): Promise<FlowSummary | undefined> {
    const [row] = await this.query<FlowSummary>(
      'SELECT state, total, done, failed, open, reason FROM kickoff.flows WHERE id = $1',
      [id],
    );
    return row;
  }

  /** Resolves with the flow once it has ended. */
  async ended(id: string): Promise<FlowSummary> {
    let last: FlowSummary | undefined;
    await this.until(async () => {
      last = await this.flow(id);
      return last !== undefined && !['running', 'cancelling', 'blocked'].includes(last.state);
    });
    return last!;
  }

  /** States of the nodes by name. */
  async nodes(id: string): Promise<Record<string, string>> {
    const rows = await this.query<{ name: string; state: string }>(
      'SELECT name, state FROM kickoff.flow_nodes WHERE flow_id = $1 ORDER BY ordinal',
      [id],
    );
    return Object.fromEntries(rows.map(({ name, state }) => [name, state]));
  }

  onClose(cleanUp: () => Promise<unknown> | void): void {
    this.cleanUps.push(cleanUp);
  }

  async close(): Promise<void> {
    for (const cleanUp of this.cleanUps.splice(0).reverse()) await cleanUp();
  }
}

export interface FlowSummary {
  state: string;
  total: number;
  done: number;
  failed: number;
  open: number;
  reason: string | null;
}
