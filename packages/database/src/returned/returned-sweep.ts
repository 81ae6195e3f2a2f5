import type { ConsumerInfo } from '@nats-io/jetstream';
import type { DataSource } from 'typeorm';
import { HEADERS, parseJobSubject, workloadOfStream, type JobAddress } from '@kickoff/contracts';
import { advanceLine, deleteMessage, readDirectBatch, type Broker } from '@kickoff/jobs';
import { Loop, type LoopOptions } from '../loop/loop.js';
import { FIND_OVER_SQL } from './find-over.sql.js';

export interface ReturnedSweepOptions extends LoopOptions {
  broker: Broker;
  dataSource: DataSource;
  /** Time between two turns in milliseconds. Default 15 000. */
  everyMs?: number;
}

export interface ReturnedSweepCounts {
  /** Messages that are stored although they were acknowledged. */
  returned: number;
  /** Among them: deleted, because their job is over. */
  deleted: number;
}

interface ReturnedMessage {
  address: JobAddress;
  sequence: number;
  revision: number;
}

const BATCH = 1_000;

/**
 * Removes what a broker's crash brought back: a nats-server that is killed may have written that a message is acknowledged
 * and not that it is deleted. It is never delivered again, and would hold its key and its line for ever. The record decides:
 * what has not ended by its word stays.
 */
export class ReturnedSweep extends Loop<ReturnedSweepCounts> {
  constructor(private readonly options: ReturnedSweepOptions) {
    super(options);
  }

  async runOnce(): Promise<ReturnedSweepCounts> {
    const { manager } = this.options.broker;
    const counts: ReturnedSweepCounts = { returned: 0, deleted: 0 };
    for await (const stream of manager.streams.names()) {
      if (workloadOfStream(stream) === undefined) continue;
      for await (const consumer of manager.consumers.list(stream)) {
        const returned = await this.acknowledged(consumer);
        counts.returned += returned.length;
        if (returned.length > 0) counts.deleted += await this.deleteOver(stream, returned);
      }
    }
    return counts;
  }

  protected waitAfter(): number {
    return this.options.everyMs ?? 15_000;
  }

  /** What is stored below everything that its consumer still waits for. */
  private async acknowledged({ stream_name, config, ack_floor }: ConsumerInfo): Promise<ReturnedMessage[]> {
    const { connection } = this.options.broker;
    if (ack_floor.stream_seq === 0 || config.filter_subject === undefined) return [];
    const query = { stream: stream_name, fromSequence: 1, filter: config.filter_subject };
    // Almost always there is none, and the first message says so.
    const [first] = (await readDirectBatch(connection, { ...query, batch: 1 })) ?? [];
    if (!first || first.sequence > ack_floor.stream_seq) return [];
    const messages = (await readDirectBatch(connection, { ...query, batch: BATCH })) ?? [];
    return messages.flatMap(({ subject, sequence, header }): ReturnedMessage[] => {
      const address = parseJobSubject(subject);
      if (!address || sequence > ack_floor.stream_seq) return [];
      return [{ address, sequence, revision: Number(header(HEADERS.revision) ?? 1) }];
    });
  }

  private async deleteOver(stream: string, returned: readonly ReturnedMessage[]): Promise<number> {
    const { broker, dataSource } = this.options;
    const rows: { id: string; revision: number }[] = await dataSource.query(FIND_OVER_SQL, [
      returned.map(({ address }) => address.id),
      returned.map(({ revision }) => revision),
    ]);
    const over = new Set(rows.map(({ id, revision }) => `${id}.${revision}`));
    const gone = returned.filter(({ address, revision }) => over.has(`${address.id}.${revision}`));
    for (const { address, sequence } of gone) {
      await deleteMessage(broker.connection, stream, sequence);
      await advanceLine(broker, address);
    }
    return gone.length;
  }
}
