import { DeadLetterNotFound, DeadLetterRetried, JobEnding, SearchInvalid, TooLate } from '@kickoff/contracts';
import { deleteDeadLetter, readDeadLetter, retryDeadLetter, type Broker, type JobRecord } from '@kickoff/jobs';
import type { DataSource } from 'typeorm';
import { asDatabaseError } from '../connection/connection-error.js';
import type { Closing } from '../entities/dead-letter.js';
import { FlowStore } from '../flows/flow-store.js';
import { isJobId } from '../recorder/job-id.js';
import { PostgresRecordLookup } from '../transactions/record-lookup.js';
import {
  DEAD_LETTER_SQL,
  findDeadLetters,
  groupDeadLetters,
  type DeadLetterFilter,
  type DeadLetterState,
} from './find-dead-letters.sql.js';

/** The death of a job, as the record knows it. */
export interface RecordedDeadLetter {
  /** The job's. */
  id: string;
  revision: number;
  type: string;
  workload: string;
  queue: string;
  attempt: number;
  diedAt: Date;
  state: DeadLetterState;
  fingerprint: string;
  error: { code: string; name: string; message: string };
  frame: string;
  closed: { at: Date; by: string; because: string | undefined } | undefined;
}

/** Dead letters of one cause. */
export interface DeadLetterGroup {
  fingerprint: string;
  type: string;
  code: string;
  name: string;
  /** Without what differs from job to job. */
  message: string;
  frame: string;
  firstAt: Date;
  lastAt: Date;
  total: number;
  open: number;
  retried: number;
  resolved: number;
}

interface Row {
  id: string;
  revision: number;
  type: string;
  workload: string;
  queue: string;
  attempt: number;
  died_at: Date;
  fingerprint: string;
  code: string;
  name: string;
  message: string;
  frame: string;
  closed_as: Closing | null;
  closed_at: Date | null;
  closed_by: string | null;
  closed_because: string | null;
  state: DeadLetterState;
}

interface GroupRow extends Omit<DeadLetterGroup, 'firstAt' | 'lastAt'> {
  first_at: Date;
  last_at: Date;
}

const MOST = 500;

/** Finds dead letters in the record, runs their jobs again, and closes them. */
export class DeadLetterStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly broker: Broker,
    private readonly flows: Pick<FlowStore, 'retry'>,
    private readonly record: JobRecord | undefined,
  ) {}

  /** One page, newest job first; a job has one letter, that of its last death. @throws SearchInvalid, DatabaseUnavailable */
  async find(
    filter: DeadLetterFilter = {},
    { before, limit = 50 }: { before?: string | undefined; limit?: number } = {},
  ): Promise<RecordedDeadLetter[]> {
    if (before !== undefined && !isJobId(before)) throw new SearchInvalid('before', 'must be the id of a job');
    const { sql, parameters } = findDeadLetters(filter, { before, limit: Math.min(limit, MOST) });
    return (await this.query<Row>(sql, parameters)).map(recorded);
  }

  /** Groups by what the errors have in common, those that came last first; every death counts. @throws DatabaseUnavailable */
  async groups(filter: DeadLetterFilter = {}, limit = 50): Promise<DeadLetterGroup[]> {
    const { sql, parameters } = groupDeadLetters(filter, Math.min(limit, MOST));
    const rows = await this.query<GroupRow>(sql, parameters);
    return rows.map(({ first_at: firstAt, last_at: lastAt, ...group }) => ({ ...group, firstAt, lastAt }));
  }

  /** @throws DeadLetterNotFound, DatabaseUnavailable */
  async get(id: string): Promise<RecordedDeadLetter> {
    const [row] = isJobId(id) ? await this.query<Row>(DEAD_LETTER_SQL, [id]) : [];
    if (row) return recorded(row);
    throw new DeadLetterNotFound(`the record knows no dead letter of job ${id}`);
  }

  /**
   * Runs a dead job again; one of a flow with all that waits for it.
   *
   * @throws DeadLetterNotFound, DeadLetterRetried, DeadLetterUnusable, KeyHeld, JobEnding
   * @throws DatabaseUnavailable, BrokerUnavailable, Overloaded; repeating it is safe
   */
  async retry(id: string, reason?: string): Promise<void> {
    const letter = await this.get(id);
    if (letter.state === 'retried') throw alreadyRetried(id);
    const stored = await readDeadLetter(this.broker.connection, addressOf(letter));
    const node = await this.nodeOf(id);
    if (node) await this.retryNode(letter, node);
    else if (stored) await retryDeadLetter(this.broker, stored, { reason, record: this.record });
    else throw new DeadLetterNotFound(`the dead letter of job ${id} is kept no more; enqueue it anew`);
    // The node's state keeps others from retrying it once more.
    if (node && stored) await deleteDeadLetter(this.broker.connection, stored).catch(() => undefined);
  }

  /**
   * Closes a letter without running its job: `resolved` is kept and may still be retried, `deleted` is not.
   *
   * @throws DeadLetterNotFound, DeadLetterRetried, DatabaseUnavailable, BrokerUnavailable
   */
  async close(id: string, as: Closing, { by, because }: { by: string; because?: string | undefined }): Promise<void> {
    const letter = await this.get(id);
    if (letter.state === 'retried') throw alreadyRetried(id);
    if (as === 'deleted') {
      const stored = await readDeadLetter(this.broker.connection, addressOf(letter));
      if (stored) await deleteDeadLetter(this.broker.connection, stored);
    }
    await this.query(CLOSE_SQL, [id, letter.revision, as, by, because ?? null]);
  }

  private async nodeOf(id: string): Promise<FlowNode | undefined> {
    const [node] = await this.query<FlowNode>('SELECT flow_id, name, state FROM kickoff.flow_nodes WHERE id = $1', [
      id,
    ]);
    return node;
  }

  /** The flow's transaction decides who of several retries it. */
  private async retryNode({ id }: RecordedDeadLetter, { flow_id, name, state }: FlowNode): Promise<void> {
    // Flows follow the events as the record does, each at its own pace.
    if (state === 'released') throw new JobEnding(`the flow of job ${id} has not heard of its death yet; try again`);
    try {
      await this.flows.retry(flow_id, name);
    } catch (error) {
      if (error instanceof TooLate) throw alreadyRetried(id, error);
      throw error;
    }
  }

  private async query<R = unknown>(sql: string, parameters: unknown[]): Promise<R[]> {
    try {
      return await this.dataSource.query<R[]>(sql, parameters);
    } catch (error) {
      throw asDatabaseError(error);
    }
  }
}

/** With the flows and the record of the same database. */
export function deadLetterStore(dataSource: DataSource, broker: Broker): DeadLetterStore {
  return new DeadLetterStore(
    dataSource,
    broker,
    new FlowStore(dataSource, broker),
    new PostgresRecordLookup(dataSource),
  );
}

interface FlowNode {
  flow_id: string;
  name: string;
  state: string;
}

const CLOSE_SQL = `
UPDATE kickoff.dead_letters SET closed_as = $3, closed_at = now(), closed_by = $4, closed_because = $5
WHERE id = $1::uuid AND revision = $2`;

function alreadyRetried(id: string, cause?: Error): DeadLetterRetried {
  return new DeadLetterRetried(`the dead letter of job ${id} was retried already; nothing was done`, { cause });
}

function addressOf({ id, type, workload, queue }: RecordedDeadLetter) {
  return { id, workload, queue, name: type.slice(workload.length + 1) };
}

function recorded(row: Row): RecordedDeadLetter {
  const { id, revision, type, workload, queue, attempt, state, fingerprint, code, name, message, frame } = row;
  const closed = row.closed_at && {
    at: row.closed_at,
    by: row.closed_by!,
    because: row.closed_because ?? undefined,
  };
  return {
    id,
    revision,
    type,
    workload,
    queue,
    attempt,
    diedAt: row.died_at,
    state,
    fingerprint,
    error: { code, name, message },
    frame,
    closed: closed ?? undefined,
  };
}
