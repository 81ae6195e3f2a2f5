import { headers, type Msg, type Subscription } from '@nats-io/transport-node';
import {
  announceSubject,
  bucketStream,
  CancelRequest,
  ContractAnnouncement,
  DrainRequest,
  isName,
  keySubject,
  MarkRequest,
  OverrideRequest,
  PauseRequest,
  registryKey,
  subjectTokens,
  WorkerAnnouncement,
  workerToken,
  WorkloadAnnouncement,
} from '@kickoff/contracts';
import { z } from 'zod';
import { cancelKey } from '../client/control-watch.js';
import type { Broker } from '../broker/broker.js';
import { isSequenceConflict } from '../broker/wrong-sequence.js';
import { reply } from '../control/store-entry.js';
import { keepUnreadable } from '../dead-letters/keep-unreadable.js';
import { DrainWriter } from '../drain/drain-writer.js';
import { MarkWriter } from '../mark/mark-writer.js';
import { OverrideWriter } from '../override/override-writer.js';
import { PauseWriter } from '../pause/pause-writer.js';
import { WorkloadWriter } from './workload-writer.js';

export interface BucketWriterOptions {
  broker: Broker;
  /** How often gathered announcements are written, in milliseconds. Default 500. */
  everyMs?: number;
  /** Told when a worker announces a contract that differs from the registered one of the same version. */
  onConflict?: (type: string, version: number) => void;
  onError?: (error: unknown) => void;
}

export interface BucketWriterCounts {
  contracts: number;
  workloads: number;
  workers: number;
  /** Workers that said they stop. */
  left: number;
  conflicts: number;
}

/** One write per worker and state in this time, however often it announces itself: each write reaches every watcher. */
const WORKER_WRITE_MS = 9_000;
const CANCEL_TTL = '1h';
const GROUP = 'bucket-writer';
const PUBLISH_TIMEOUT_MS = 2_000;

/**
 * Writes the buckets `registry`, `workers` and `control` (cancellations, pauses, drains, overrides, marks) from what workers and clients announce. Teams
 * write no bucket themselves, because the broker cannot divide one between them; that a subject's workload and the
 * announcement agree is checked here. Replicas share the announcements.
 */
export class BucketWriter {
  private readonly broker: Broker;
  private readonly contracts = new Map<string, ContractAnnouncement>();
  private readonly workloads = new Map<string, WorkloadAnnouncement>();
  private readonly workers = new Map<string, WorkerAnnouncement>();
  private readonly registered = new Map<string, string>();
  private readonly writtenAt = new Map<string, { at: number; state: WorkerAnnouncement['state'] }>();
  private readonly pauses: PauseWriter;
  private readonly drains: DrainWriter;
  private readonly overrides: OverrideWriter;
  private readonly marks: MarkWriter;
  private readonly workloadWriter: WorkloadWriter;
  private subscriptions: Subscription[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> | undefined;

  constructor(private readonly options: BucketWriterOptions) {
    this.broker = options.broker;
    this.pauses = new PauseWriter(options.broker);
    this.drains = new DrainWriter(options.broker);
    this.overrides = new OverrideWriter(options.broker);
    this.marks = new MarkWriter(options.broker);
    this.workloadWriter = new WorkloadWriter(options.broker);
  }

  start(signal?: AbortSignal): void {
    signal?.addEventListener('abort', () => void this.stop(), { once: true });
    this.subscriptions = [
      this.listen('contract', (message, workload) => {
        const contract = ContractAnnouncement.parse(message.json());
        const [owner, name, ...rest] = contract.type.split('.');
        if (owner !== workload || rest.length > 0 || !isName(name ?? ''))
          throw new Error(`${contract.type} is no job type of ${workload}`);
        this.contracts.set(registryKey(contract.type, contract.version), contract);
      }),
      this.listen('workload', (message, workload) => {
        const announced = WorkloadAnnouncement.parse(message.json());
        if (announced.name !== workload) throw new Error(`it speaks for workload ${announced.name}`);
        const other = this.workloads.get(workload);
        if (!other || other.startedAt <= announced.startedAt) this.workloads.set(workload, announced);
      }),
      this.listen('worker', (message, workload) => {
        const worker = WorkerAnnouncement.parse(message.json());
        if (worker.workload !== workload) throw new Error(`it speaks for a worker of ${worker.workload}`);
        this.workers.set(workerKey(workload, worker.name), worker);
      }),
      this.listen('cancel', (message, workload) => {
        const request = CancelRequest.parse(message.json());
        void this.cancel(message, workload, request).catch((error: unknown) => this.options.onError?.(error));
      }),
      this.listen('pause', (message, workload) => {
        const request = PauseRequest.parse(message.json());
        void this.pauses.write(message, workload, request).catch((error: unknown) => this.options.onError?.(error));
      }),
      this.listen('drain', (message, workload) => {
        const request = DrainRequest.parse(message.json());
        void this.drains.write(message, workload, request).catch((error: unknown) => this.options.onError?.(error));
      }),
      this.listen('override', (message, workload) => {
        const request = OverrideRequest.parse(message.json());
        void this.overrides.write(message, workload, request).catch((error: unknown) => this.options.onError?.(error));
      }),
      this.listen('mark', (message, workload) => {
        const request = MarkRequest.parse(message.json());
        void this.marks.write(message, workload, request).catch((error: unknown) => this.options.onError?.(error));
      }),
    ];
    this.timer = setInterval(() => {
      this.running ??= this.runOnce()
        .catch((error: unknown) => this.options.onError?.(error))
        .finally(() => (this.running = undefined));
    }, this.options.everyMs ?? 500);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    await this.running;
    await this.runOnce().catch((error: unknown) => this.options.onError?.(error));
  }

  /** Writes what was announced since the last turn. What fails is announced again within ten seconds. */
  async runOnce(): Promise<BucketWriterCounts> {
    const counts: BucketWriterCounts = { contracts: 0, workloads: 0, workers: 0, left: 0, conflicts: 0 };
    const contracts = [...this.contracts];
    const workloads = [...this.workloads.values()];
    const workers = [...this.workers];
    this.contracts.clear();
    this.workloads.clear();
    this.workers.clear();
    for (const [key, contract] of contracts) {
      const result = await this.register(key, contract);
      if (result !== 'known') counts[result === 'written' ? 'contracts' : 'conflicts'] += 1;
    }
    for (const workload of workloads) if (await this.workloadWriter.write(workload)) counts.workloads += 1;
    for (const [key, worker] of workers) {
      const written = await this.beat(key, worker);
      if (written) counts[worker.stopping ? 'left' : 'workers'] += 1;
    }
    return counts;
  }

  /** Written once and never overwritten: what a version means cannot change under those who use it. */
  private async register(key: string, contract: ContractAnnouncement): Promise<'written' | 'known' | 'conflict'> {
    const body = JSON.stringify(contract);
    const registered = this.registered.get(key);
    if (registered !== undefined) return this.compare(contract, registered, body);
    const subject = keySubject('registry', key);
    try {
      await this.broker.jetstream.publish(subject, body, {
        expect: { lastSubjectSequence: 0 },
        timeout: PUBLISH_TIMEOUT_MS,
      });
      this.registered.set(key, body);
      return 'written';
    } catch (error) {
      if (!isSequenceConflict(error)) throw error;
      const stored = await this.broker.manager.streams.getMessage(bucketStream('registry'), { last_by_subj: subject });
      if (!stored) return 'known';
      this.registered.set(key, stored.string());
      return this.compare(contract, stored.string(), body);
    }
  }

  private compare(
    { type, version }: ContractAnnouncement,
    registered: string,
    announced: string,
  ): 'known' | 'conflict' {
    if (registered === announced || registered === withoutEnqueue(announced)) return 'known';
    this.options.onConflict?.(type, version);
    return 'conflict';
  }

  private async beat(key: string, worker: WorkerAnnouncement): Promise<boolean> {
    const subject = keySubject('workers', key);
    if (worker.stopping) {
      this.writtenAt.delete(key);
      const gone = headers();
      gone.set('KV-Operation', 'DEL');
      await this.broker.jetstream.publish(subject, undefined, { headers: gone, timeout: PUBLISH_TIMEOUT_MS });
      return true;
    }
    const now = performance.now();
    const written = this.writtenAt.get(key);
    if (written && written.state === worker.state && now - written.at < WORKER_WRITE_MS) return false;
    await this.broker.jetstream.publish(subject, JSON.stringify(worker), { timeout: PUBLISH_TIMEOUT_MS });
    this.writtenAt.set(key, { at: now, state: worker.state });
    return true;
  }

  /** The workload is that of the subject: an asker may only speak for its own. */
  private async cancel(message: Msg, workload: string, { id, reason }: CancelRequest): Promise<void> {
    await this.broker.jetstream.publish(keySubject('control', cancelKey(workload, id)), JSON.stringify({ reason }), {
      ttl: CANCEL_TTL,
      timeout: PUBLISH_TIMEOUT_MS,
    });
    reply(message, { ok: true });
  }

  private listen(
    kind: Parameters<typeof announceSubject>[1],
    read: (message: Msg, workload: string) => void,
  ): Subscription {
    return this.broker.connection.subscribe(announceSubject('*', kind), {
      queue: GROUP,
      callback: (error, message) => {
        if (error) {
          this.options.onError?.(error);
          return;
        }
        try {
          read(message, subjectTokens(message.subject)[1]!);
        } catch (problem) {
          void this.keep(message, problem).catch((failure: unknown) => this.options.onError?.(failure));
        }
      },
    });
  }

  private async keep(message: Msg, problem: unknown): Promise<void> {
    const why = `is no announcement of that kind: ${describe(problem)}`;
    const error = await keepUnreadable(this.broker.connection, message, why);
    reply(message, { ok: false, code: error.code, reason: error.message });
    this.options.onError?.(error);
  }
}

/** As an older platform registered it: that a newer one says more changes nothing about the contract. */
function withoutEnqueue(announced: string): string {
  const { enqueue: _, ...contract } = JSON.parse(announced) as ContractAnnouncement;
  return JSON.stringify(contract);
}

function describe(problem: unknown): string {
  if (!(problem instanceof z.ZodError)) return problem instanceof Error ? problem.message : String(problem);
  return problem.issues.map(({ path, message }) => `${path.join('.') || '(whole message)'}: ${message}`).join('; ');
}

/** Key of a worker in the `workers` bucket. */
export function workerKey(workload: string, name: string): string {
  return `${workload}.${workerToken(name)}`;
}
