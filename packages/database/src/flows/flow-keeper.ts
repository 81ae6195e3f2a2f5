import type { DataSource } from 'typeorm';
import {
  eventsStream,
  jobCheckSubject,
  JobNotFound,
  jobsStream,
  jobSubject,
  TooLate,
  type FlowJob,
} from '@kickoff/contracts';
import { flowJobAddress, JobClient, type Broker } from '@kickoff/jobs';
import { Loop, type LoopOptions } from '../loop/loop.js';
import { FlowAdvance, type Outcome } from './advance-flows.js';
import { isBatchGrowing } from './batch-growth.js';
import {
  CLAIM_ENDING_SQL,
  CLAIM_UNHEARD_SQL,
  DUE_FLOWS_SQL,
  FIND_SEEN_SQL,
  HELD_BATCHES_SQL,
  RELEASE_AGAIN_SQL,
} from './flow-keeper.sql.js';
import { FLOW_EVENTS_CONSUMER } from './flow-streams.js';
import { waitingSubjects } from '../outbox/waiting-subjects.js';
import { judgeFlows } from './judge-flows.js';
import { LOCK_ROOTS_OF_FLOWS_SQL, LOCK_ROOTS_OF_NODES_SQL } from './lock-roots.sql.js';
import { releaseJobs, type ReleasedNode } from './release-jobs.js';
import { passDeadline } from './stop-work.js';

export interface FlowKeeperOptions extends LoopOptions {
  broker: Broker;
  dataSource: DataSource;
  /** Time between turns in milliseconds. Default 1000. */
  everyMs?: number;
  /** A released job of which nothing was heard for so long is looked for. Default 60000. */
  unheardMs?: number;
}

export interface KeepCounts {
  /** Flows whose deadline has passed. */
  overdue: number;
  /** Jobs that were told to end. */
  cancelled: number;
  /** Jobs that were never in a stream and are released once more. */
  releasedAgain: number;
}

interface ClaimedNode {
  id: string;
  type: string;
  job: FlowJob;
  revision: number;
  ending: string | null;
  released_at: Date;
}

const BATCH = 500;
/** Cancellations at once; each takes a few round trips, so that a stream sees some hundred moves per second. */
const CANCELLING = 20;
/** A job that was told to end and has not is told again after this. */
const TELL_AGAIN_MS = 5_000;
/** Batches that wait for more are looked at this often, for schedulers that died between two steps. */
const LOOK_AT_HELD_MS = 10_000;

/**
 * What no event starts: deadlines, the jobs of cancelled flows, and released jobs that are nowhere, which are released
 * again. Any number of schedulers may run one; they take different nodes.
 */
export class FlowKeeper extends Loop<KeepCounts> {
  private readonly client: JobClient;
  private readonly everyMs: number;
  private readonly unheardMs: number;
  private lookedAtHeld = 0;

  constructor(private readonly options: FlowKeeperOptions) {
    super(options);
    this.client = new JobClient(options.broker);
    this.everyMs = options.everyMs ?? 1_000;
    this.unheardMs = options.unheardMs ?? 60_000;
  }

  async runOnce(): Promise<KeepCounts> {
    const overdue = await this.passDeadlines();
    await this.judgeHeld();
    return { overdue, cancelled: await this.cancelEnding(), releasedAgain: await this.findUnheard() };
  }

  protected waitAfter({ cancelled }: KeepCounts): number {
    return cancelled === BATCH ? 0 : this.everyMs;
  }

  private async passDeadlines(): Promise<number> {
    const { dataSource, broker } = this.options;
    const now = broker.clock.now();
    const due: { id: string; deadline_ms: number }[] = await dataSource.query(DUE_FLOWS_SQL, [new Date(now), BATCH]);
    let overdue = 0;
    for (const { id, deadline_ms } of due) {
      const reason = `the flow's deadline of ${deadline_ms / 1_000} s has passed`;
      await dataSource.transaction(async (manager) => {
        const roots: { id: string }[] = await manager.query(LOCK_ROOTS_OF_FLOWS_SQL, [[id]]);
        const advance = new FlowAdvance({ ...this.advanceOptions(now), manager, roots: roots.map((root) => root.id) });
        if (await passDeadline(id, { manager, advance, now, reason })) overdue += 1;
        await advance.run();
      });
    }
    return overdue;
  }

  private async judgeHeld(): Promise<void> {
    if (Date.now() - this.lookedAtHeld < LOOK_AT_HELD_MS) return;
    const { dataSource, broker } = this.options;
    const held: { id: string }[] = await dataSource.query(HELD_BATCHES_SQL, [BATCH]);
    if (held.length > 0)
      await judgeFlows(
        dataSource,
        held.map(({ id }) => id),
        this.advanceOptions(broker.clock.now()),
      );
    this.lookedAtHeld = Date.now();
  }

  private async cancelEnding(): Promise<number> {
    const now = this.options.broker.clock.now();
    const nodes: ClaimedNode[] = await this.options.dataSource.query(CLAIM_ENDING_SQL, [
      new Date(now),
      new Date(now - TELL_AGAIN_MS),
      BATCH,
    ]);
    const notFound: ClaimedNode[] = [];
    const waiting = [...nodes];
    const cancelNext = async (): Promise<void> => {
      for (let node = waiting.pop(); node; node = waiting.pop()) if (!(await this.cancel(node))) notFound.push(node);
    };
    await Promise.all(Array.from({ length: CANCELLING }, cancelNext));
    // Not in the stream yet, or never to come: the outbox is given as long as any other release.
    const overdue = notFound.filter(({ released_at }) => released_at.getTime() <= now - this.unheardMs);
    await this.settleLost(await this.missing(overdue));
    return nodes.length;
  }

  /** False when no such job is in the stream. */
  private async cancel({ id, job, ending }: ClaimedNode): Promise<boolean> {
    try {
      await this.client.cancel({ id, subject: jobSubject(flowJobAddress({ id, job })) }, ending!);
      return true;
    } catch (error) {
      if (error instanceof TooLate) return true;
      if (error instanceof JobNotFound) return false;
      // It is tried again; the others must not wait for it.
      this.options.onError?.(error);
      return true;
    }
  }

  private async findUnheard(): Promise<number> {
    const { dataSource, broker } = this.options;
    const now = broker.clock.now();
    const nodes: ClaimedNode[] = await dataSource.query(CLAIM_UNHEARD_SQL, [
      new Date(now),
      new Date(now - this.unheardMs),
      BATCH,
    ]);
    return this.releaseAgain(await this.missing(await this.neverSeen(nodes)));
  }

  /** What was in a stream once and is not any more is the reconciler's, which knows at which revision it stood. */
  private async neverSeen(nodes: readonly ClaimedNode[]): Promise<ClaimedNode[]> {
    if (nodes.length === 0) return [];
    const rows: { id: string }[] = await this.options.dataSource.query(FIND_SEEN_SQL, [nodes.map(({ id }) => id)]);
    const seen = new Set(rows.map(({ id }) => id));
    return nodes.filter(({ id }) => !seen.has(id));
  }

  /** Those that are neither in the outbox nor in a stream. In this order: what leaves the one is in the other. */
  private async missing(nodes: readonly ClaimedNode[]): Promise<ClaimedNode[]> {
    const subjectOf = (node: ClaimedNode) => jobSubject(flowJobAddress(node));
    const stored = await waitingSubjects(this.options.dataSource, nodes.map(subjectOf));
    const missing: ClaimedNode[] = [];
    for (const node of nodes) if (!stored.has(subjectOf(node)) && !(await this.isInStream(node))) missing.push(node);
    return missing;
  }

  /** Asked of the leader. */
  private async isInStream({ id, job }: ClaimedNode): Promise<boolean> {
    const address = flowJobAddress({ id, job });
    const query = { last_by_subj: jobCheckSubject(address) };
    const stored = await this.options.broker.manager.streams.getMessage(jobsStream(address.workload), query);
    return stored !== null;
  }

  private async releaseAgain(missing: readonly ClaimedNode[]): Promise<number> {
    if (missing.length === 0 || !(await this.hasReadAllEvents())) return 0;
    const { dataSource, broker } = this.options;
    const now = broker.clock.now();
    return dataSource.transaction(async (manager) => {
      const ids = missing.map(({ id }) => id);
      await manager.query(LOCK_ROOTS_OF_NODES_SQL, [ids]);
      const times = missing.map(({ released_at }) => released_at);
      const again: ReleasedNode[] = await manager.query(RELEASE_AGAIN_SQL, [ids, times, new Date(now)]);
      await releaseJobs(manager, again, now, { isRepeated: true });
      return again.length;
    });
  }

  /** Jobs of cancelled flows that are in no stream have ended. */
  private async settleLost(nodes: readonly ClaimedNode[]): Promise<void> {
    if (nodes.length === 0 || !(await this.hasReadAllEvents())) return;
    const { dataSource, broker } = this.options;
    const now = broker.clock.now();
    const at = new Date(now).toISOString();
    await dataSource.transaction(async (manager) => {
      const roots: { id: string }[] = await manager.query(LOCK_ROOTS_OF_NODES_SQL, [nodes.map(({ id }) => id)]);
      const advance = new FlowAdvance({ ...this.advanceOptions(now), manager, roots: roots.map(({ id }) => id) });
      await advance.settle(
        nodes.map(({ id, type, revision, ending }): Outcome => {
          return { id, type, state: 'cancelled', revision, at, reason: ending! };
        }),
      );
      await advance.run();
    });
  }

  /**
   * A job leaves its stream after its event is stored, so a job that is in no stream and of which no event is left to read
   * was never there. Asked after outbox and stream were.
   */
  private async hasReadAllEvents(): Promise<boolean> {
    const info = await this.options.broker.manager.consumers.info(eventsStream(), FLOW_EVENTS_CONSUMER);
    return info.num_pending + info.num_ack_pending === 0;
  }

  private advanceOptions(now: number): { now: number; isGrowing: (flowId: string) => Promise<boolean> } {
    return { now, isGrowing: (flowId) => isBatchGrowing(this.options.broker, flowId) };
  }
}
