import type { DataSource } from 'typeorm';
import type { NatsConnection } from '@nats-io/transport-node';
import { allSubjects, workloadOfStream } from '@kickoff/contracts';
import { readDirectBatch } from '@kickoff/jobs';
import { Loop, type LoopOptions } from '../loop/loop.js';
import type { RecordedEvent } from '../record/recorded-event.js';
import { ADD_POSITION_SQL, MOVE_POSITION_SQL, TAKE_POSITION_SQL } from './intake-position.sql.js';
import { foldTolerantly } from './tolerant-fold.js';
import { waitingJob } from './waiting-job.js';

export interface IntakeOptions extends LoopOptions {
  dataSource: DataSource;
  connection: NatsConnection;
  /** Time between two turns. Default 500 ms. */
  everyMs?: number;
}

export interface IntakeCounts {
  /** Messages read. */
  read: number;
  /** Waiting jobs among them, now in the record. */
  taken: number;
  /** Messages that are no job, endings, and jobs that PostgreSQL refuses. */
  skipped: number;
  /** Streams that other recorders were reading. */
  busy: number;
}

/** Most messages of one transaction: bounds its length and what is read again after a kill. */
const BATCH = 1_000;
const LIST_TIMEOUT_MS = 5_000;

/**
 * Brings waiting jobs into the record: reads every JOBS stream from where it stopped, without consumer or ack. A job that
 * finished in the meantime is not there any more; its events tell the record. Several recorders share the streams, each
 * stream being read by one at a time.
 */
export class Intake extends Loop<IntakeCounts> {
  private readonly options: IntakeOptions;

  constructor(options: IntakeOptions) {
    super(options);
    this.options = options;
  }

  async runOnce(): Promise<IntakeCounts> {
    const counts: IntakeCounts = { read: 0, taken: 0, skipped: 0, busy: 0 };
    for (const { stream, epoch } of await this.streams()) {
      for (;;) {
        const read = await this.readSome(stream, epoch, counts);
        if (read < BATCH || this.stopSignal?.aborted) break;
      }
    }
    return counts;
  }

  protected waitAfter(): number {
    return this.options.everyMs ?? 500;
  }

  /** One transaction: takes the stream, reads on, folds, moves the position. */
  private async readSome(stream: string, epoch: string, counts: IntakeCounts): Promise<number> {
    const { dataSource, connection } = this.options;
    return dataSource.transaction(async (manager) => {
      await manager.query(ADD_POSITION_SQL, [stream, epoch]);
      const [position]: { epoch: string; next_sequence: string }[] = await manager.query(TAKE_POSITION_SQL, [stream]);
      if (!position) {
        counts.busy += 1;
        return 0;
      }
      // A rebuilt stream counts from 1 again.
      const fromSequence = position.epoch === epoch ? Number(position.next_sequence) : 1;
      const messages = (await readDirectBatch(connection, { stream, fromSequence, batch: BATCH })) ?? [];
      const last = messages.at(-1);
      if (!last) return 0;
      const jobs = messages.map(waitingJob).filter((job): job is RecordedEvent => job !== undefined);
      const refused = await foldTolerantly(manager, jobs);
      await manager.query(MOVE_POSITION_SQL, [stream, epoch, last.sequence + 1]);
      counts.read += messages.length;
      counts.taken += jobs.length - refused.length;
      counts.skipped += messages.length - jobs.length + refused.length;
      return messages.length;
    });
  }

  /** Every workload's stream that the broker has, also of teams that this installation does not load. */
  private async streams(): Promise<{ stream: string; epoch: string }[]> {
    const found: { stream: string; epoch: string }[] = [];
    for (let offset = 0; ;) {
      const reply = await this.options.connection.request(
        '$JS.API.STREAM.LIST',
        JSON.stringify({ subject: allSubjects('jobs'), offset }),
        { timeout: LIST_TIMEOUT_MS },
      );
      const page = reply.json<StreamList>();
      if (page.error) throw new Error(`the broker lists no streams: ${page.error.description}`);
      for (const { config, created } of page.streams ?? []) {
        if (workloadOfStream(config.name) !== undefined) found.push({ stream: config.name, epoch: created });
      }
      offset += page.limit ?? 0;
      if (!page.limit || offset >= (page.total ?? 0)) return found;
    }
  }
}

interface StreamList {
  total?: number;
  limit?: number;
  streams?: { config: { name: string }; created: string }[] | null;
  error?: { description: string };
}
