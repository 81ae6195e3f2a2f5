import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';
import type { DataSource } from 'typeorm';
import {
  bucketStream,
  byEveryName,
  eventsStream,
  jobCheckSubject,
  jobsStream,
  jobSubject,
  keySubject,
  NO_KEY,
  parseJobSubject,
  type AnyContract,
} from '@kickoff/contracts';
import {
  endLostJobs,
  lastMessage,
  putBackLostJob,
  readLastOfEach,
  workerKey,
  type Broker,
  type EndedLostJob,
  type LostJob,
} from '@kickoff/jobs';
import { Loop, type LoopOptions } from '../loop/loop.js';
import { waitingSubjects } from '../outbox/waiting-subjects.js';
import { RECORDER_CONSUMER } from '../recorder/recorder.js';
import { FIND_MISSING_SQL, lostJob, type MissingRow } from './find-missing.sql.js';
import type { UnfinishedRow } from './find-unfinished.sql.js';
import { UnfinishedRows } from './unfinished-rows.js';

/** What is done about lost jobs: `mark` ends them as dead, `enqueue` puts them back into their stream. */
export type LostJobsPolicy = 'mark' | 'enqueue';

export interface ReconcilerOptions extends LoopOptions {
  broker: Broker;
  dataSource: DataSource;
  /** Default `mark`. */
  policy?: LostJobsPolicy;
  /** Those that are known: a job that is unique by its key goes back only while the key is free. */
  contracts?: readonly AnyContract[];
  /** Time between two turns in milliseconds. Default 5000. */
  everyMs?: number;
  /** How long nothing may have changed about a job, and the least time between two looks for it, in milliseconds. Default 10 000. */
  settleMs?: number;
  /** Waiting jobs that a turn compares. Default 10 000: a million takes a hundred turns. */
  waitingPerTurn?: number;
}

export interface ReconcileCounts {
  /** Jobs that were looked for in their stream. */
  compared: number;
  /** Among them: not found, and to be looked for again. */
  missing: number;
  /** Lost jobs that were ended. */
  marked: number;
  /** Lost jobs that were put back into their stream. */
  enqueued: number;
}

interface Suspect {
  row: UnfinishedRow;
  /** Server time of the look that did not find it. */
  missedAt: number;
  /** Its last event, if there is one, is stored in EVENTS up to this sequence. */
  eventsUpTo: number;
}

/** Of one direct get. Two messages of a job, between a move and what it replaces, must fit beside the others. */
const PAGE = 500;
/** Questions to a leader at once. */
const SIDE_BY_SIDE = 16;
/** More are found when these are judged. */
const MOST_SUSPECTS = 20_000;
/** The recorder has stood still for so long, or EVENTS was rebuilt: what is missing is found anew. */
const FORGET_MS = 600_000;

/**
 * Finds jobs that the record calls unfinished and no stream holds: the broker lost them, an operator purged them, or the event
 * of their end is gone. A job leaves its stream only after its last event is stored. So a job is lost when its stream's leader
 * does not have it, twice and some time apart, and the recorder has read all events up to the first look and still calls it
 * what it did.
 *
 * The record only tells where to look, and several jobs are looked for in one request. What runs is compared in every turn,
 * what waits round and round, at a bounded rate. Any number of schedulers may run one: what two of them find is the same event.
 *
 * Left alone: blocked nodes and rows of the outbox, which no stream holds yet; a running job whose worker announces itself; all
 * jobs of a workload that has no stream.
 */
export class Reconciler extends Loop<ReconcileCounts> {
  private readonly rows: UnfinishedRows;
  private readonly contracts: ReadonlyMap<string, AnyContract>;
  private readonly suspects = new Map<string, Suspect>();

  constructor(private readonly options: ReconcilerOptions) {
    super(options);
    this.rows = new UnfinishedRows(options.dataSource, PAGE);
    this.contracts = byEveryName(options.contracts ?? [], (contract) => contract);
  }

  async runOnce(): Promise<ReconcileCounts> {
    const counts: ReconcileCounts = { compared: 0, missing: 0, marked: 0, enqueued: 0 };
    const judged = await this.judge(counts);
    const settledBefore = new Date(this.options.broker.clock.now() - this.settleMs);
    for await (const page of this.rows.started(settledBefore)) await this.compare(page, counts);
    const most = this.options.waitingPerTurn ?? 10_000;
    for await (const page of this.rows.waiting(most, settledBefore)) await this.compare(page, counts);
    // Not before: the record is still to hear what was done about them.
    for (const id of judged) this.suspects.delete(id);
    return counts;
  }

  protected waitAfter(): number {
    return this.options.everyMs ?? 5_000;
  }

  private get settleMs(): number {
    return this.options.settleMs ?? 10_000;
  }

  /** The first look: by direct gets, which any replica may answer, then for the few that it misses at the leader. */
  private async compare(page: readonly UnfinishedRow[], counts: ReconcileCounts): Promise<void> {
    if (this.stopSignal?.aborted || this.suspects.size >= MOST_SUSPECTS) return;
    const { broker } = this.options;
    const missing: UnfinishedRow[] = [];
    for (const rows of byWorkload(page.filter(({ id, is_settled }) => is_settled && !this.suspects.has(id)))) {
      const stream = jobsStream(rows[0]!.workload);
      const found = await readLastOfEach(broker.connection, stream, rows.map(jobCheckSubject));
      if (!found) continue;
      const stored = new Set(found.map(({ subject }) => parseJobSubject(subject)?.id));
      missing.push(...rows.filter(({ id }) => !stored.has(id)));
      counts.compared += rows.length;
    }
    const gone = await this.notAtLeader(missing);
    if (gone.length === 0) return;
    const { last_seq: eventsUpTo } = (await broker.manager.streams.info(eventsStream())).state;
    for (const row of gone) this.suspects.set(row.id, { row, missedAt: broker.clock.now(), eventsUpTo });
    counts.missing += gone.length;
  }

  /** The second look, and what follows from it. Returns the jobs that it was for. */
  private async judge(counts: ReconcileCounts): Promise<string[]> {
    const { broker, dataSource } = this.options;
    const now = broker.clock.now();
    for (const [id, { missedAt }] of this.suspects) if (now - missedAt > FORGET_MS) this.suspects.delete(id);
    const settled = [...this.suspects.values()].filter(({ missedAt }) => now - missedAt >= this.settleMs);
    if (settled.length === 0) return [];
    const recorded = await this.recordedUpTo();
    const due = settled.filter(({ eventsUpTo }) => eventsUpTo <= recorded).map(({ row }) => row);
    const judged: string[] = [];
    for (let from = 0; from < due.length && !this.stopSignal?.aborted; from += PAGE) {
      const some = due.slice(from, from + PAGE);
      const unchanged: MissingRow[] = await dataSource.query(FIND_MISSING_SQL, [
        some.map(({ id }) => id),
        some.map(({ revision }) => revision),
        some.map(({ rank }) => rank),
        some.map(({ delivery }) => delivery),
        some.map(({ state_at }) => state_at),
      ]);
      // In this order: what leaves the outbox is in the stream.
      const lost = await this.withoutWorker(await this.notAtLeader(await this.notInOutbox(unchanged)));
      await this.settle(lost.map(lostJob), counts);
      judged.push(...some.map(({ id }) => id));
    }
    return judged;
  }

  private async settle(lost: readonly LostJob[], counts: ReconcileCounts): Promise<void> {
    const { broker, policy = 'mark' } = this.options;
    const ended: EndedLostJob[] = [];
    if (policy === 'mark') ended.push(...lost.map((job) => ({ job })));
    else
      await sideBySide(lost, async (job) => {
        const because = await this.putBack(job);
        if (because === undefined) counts.enqueued += 1;
        else if (because !== IT_IS_THERE) ended.push({ job, because });
      });
    if (ended.length > 0) await endLostJobs(broker, ended);
    counts.marked += ended.length;
  }

  /** Undefined: it is back. Otherwise why not. */
  private async putBack(job: LostJob): Promise<string | undefined> {
    const { broker } = this.options;
    const { address, envelope } = job;
    if (job.state === 'cancelling') return 'it was to be cancelled';
    if (!envelope) return 'the record does not have its input';
    const contract = this.contracts.get(`${address.workload}.${address.name}`);
    // The key of an ordered job is its line, which others share.
    const holdsKey = address.key !== NO_KEY && !contract?.ordered;
    const outcome = await putBackLostJob(broker, { ...job, envelope }, { holdsKey });
    if (outcome === 'stored') return undefined;
    return (await this.isAtLeader(address)) ? IT_IS_THERE : 'another job has its unique key by now';
  }

  /** Every event up to this sequence of EVENTS is in the record. */
  private async recordedUpTo(): Promise<number> {
    const { manager } = this.options.broker;
    const { state } = await manager.streams.info(eventsStream());
    if (state.messages === 0) return state.last_seq;
    try {
      return (await manager.consumers.info(eventsStream(), RECORDER_CONSUMER)).ack_floor.stream_seq;
    } catch (error) {
      // No recorder has ever run.
      if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound) return 0;
      throw error;
    }
  }

  private async notInOutbox(rows: readonly MissingRow[]): Promise<MissingRow[]> {
    const subjectsOf = (row: MissingRow) => (['ready', 'later'] as const).map((place) => jobSubject({ ...row, place }));
    const waiting = await waitingSubjects(this.options.dataSource, rows.flatMap(subjectsOf));
    return rows.filter((row) => !subjectsOf(row).some((subject) => waiting.has(subject)));
  }

  private async notAtLeader<Row extends UnfinishedRow | MissingRow>(rows: readonly Row[]): Promise<Row[]> {
    const gone: Row[] = [];
    await sideBySide(rows, async (row) => {
      if (!(await this.isAtLeader(row))) gone.push(row);
    });
    return gone;
  }

  private async isAtLeader(job: Parameters<typeof jobCheckSubject>[0]): Promise<boolean> {
    const { connection } = this.options.broker;
    return (await lastMessage(connection, jobsStream(job.workload), jobCheckSubject(job))) !== undefined;
  }

  /** A handler whose message was purged goes on, and its event will tell how it ended. */
  private async withoutWorker(rows: readonly MissingRow[]): Promise<MissingRow[]> {
    const alive = new Map<string, boolean>();
    const left: MissingRow[] = [];
    for (const row of rows) {
      if (row.state !== 'running' || row.worker === null || row.outcome !== '') {
        left.push(row);
        continue;
      }
      const key = workerKey(row.workload, row.worker);
      if (!alive.has(key)) alive.set(key, await this.isAnnounced(key));
      if (!alive.get(key)) left.push(row);
    }
    return left;
  }

  private async isAnnounced(key: string): Promise<boolean> {
    const entry = await lastMessage(
      this.options.broker.connection,
      bucketStream('workers'),
      keySubject('workers', key),
    );
    // What a worker that stops leaves has this header.
    return entry !== undefined && !entry.headers.has('KV-Operation');
  }
}

const IT_IS_THERE = 'it is there';

function byWorkload(rows: readonly UnfinishedRow[]): UnfinishedRow[][] {
  const groups = new Map<string, UnfinishedRow[]>();
  for (const row of rows) {
    const group = groups.get(row.workload);
    if (group) group.push(row);
    else groups.set(row.workload, [row]);
  }
  return [...groups.values()];
}

async function sideBySide<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items].reverse();
  const next = async (): Promise<void> => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, next));
}
