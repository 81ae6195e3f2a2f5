import type { EntityManager } from 'typeorm';
import type { JobError, NodeEnd } from '@kickoff/contracts';
import { databaseJson } from '../record/json.js';
import { recordNodes, type RecordedNode } from './blocked-record.js';
import { FEED_CHILDREN_SQL } from './feed-children.sql.js';
import { FINISH_FLOWS_SQL, FINISHABLE_FLOWS_SQL } from './finish-flows.sql.js';
import { releaseJobs, type ReleasedNode } from './release-jobs.js';
import { RELEASE_NODES_SQL, START_NESTED_SQL } from './release-nodes.sql.js';
import { SETTLE_NODES_SQL } from './settle-nodes.sql.js';
import { END_NESTED_SQL, UNNEED_NODES_SQL } from './unneed-nodes.sql.js';
import { JUDGE_FLOWS_SQL, type Verdict } from './verdict.js';

/** How a job or a nested flow of a flow ended. */
export interface Outcome {
  id: string;
  /** Job type; null for a nested flow. */
  type: string | null;
  state: NodeEnd;
  /** Of the event; a nested flow has none. */
  revision?: number;
  /** ISO time. */
  at: string;
  output?: unknown;
  error?: JobError | undefined;
  reason?: string | undefined;
}

export interface AdvanceOptions {
  /** Inside a transaction that has locked the trees. */
  manager: EntityManager;
  /** Ids of the locked trees' outermost flows. */
  roots: readonly string[];
  /** Server time in milliseconds. */
  now: number;
  /** Whether jobs for this batch are on their way that were added before its last job ended. */
  isGrowing: (flowId: string) => Promise<boolean>;
}

export interface AdvanceCounts {
  settled: number;
  released: number;
  finished: number;
}

/**
 * What follows from settled nodes, to the end: children are released or no longer needed, nested flows start, flows end,
 * which settles the nodes that stand for them. All in one transaction, so a flow is never seen half advanced.
 */
export class FlowAdvance {
  readonly counts: AdvanceCounts = { settled: 0, released: 0, finished: 0 };
  private verdicts: Verdict[] = [];
  private settled: string[] = [];
  private readonly growing = new Map<string, boolean>();
  private readonly at: Date;

  constructor(private readonly options: AdvanceOptions) {
    this.at = new Date(options.now);
  }

  /** Settles nodes by how their jobs ended; those that are settled already stay. */
  async settle(outcomes: readonly Outcome[]): Promise<void> {
    if (outcomes.length === 0) return;
    this.note(await this.query<{ id: string }>(SETTLE_NODES_SQL, [databaseJson(outcomes)]));
  }

  /** Of nodes that the caller has settled. */
  note(settled: readonly { id: string }[]): void {
    this.counts.settled += settled.length;
    for (const { id } of settled) this.settled.push(id);
  }

  /** Looks at all blocked nodes of flows: they are new, or what they wait for was counted anew. */
  async judge(flowIds: readonly string[]): Promise<void> {
    this.verdicts.push(...(await this.query<Verdict>(JUDGE_FLOWS_SQL, [flowIds])));
  }

  async run(): Promise<AdvanceCounts> {
    do {
      await this.feed();
      const decided = await this.takeVerdicts();
      await this.unneed(decided.filter(({ verdict }) => verdict === 'unneeded').map(({ id }) => id));
      await this.release(decided.filter(({ verdict }) => verdict === 'ready').map(({ id }) => id));
      if (this.settled.length === 0 && this.verdicts.length === 0) await this.finish();
    } while (this.settled.length > 0 || this.verdicts.length > 0);
    return this.counts;
  }

  private async feed(): Promise<void> {
    const settled = this.settled.splice(0);
    if (settled.length > 0) this.verdicts.push(...(await this.query<Verdict>(FEED_CHILDREN_SQL, [settled])));
  }

  /** While jobs are still being added to a batch, nothing that follows all of its work is decided. */
  private async takeVerdicts(): Promise<Verdict[]> {
    const decided: Verdict[] = [];
    for (const verdict of this.verdicts.splice(0)) {
      if (verdict.closes && (await this.isGrowing(verdict.flow_id))) continue;
      decided.push(verdict);
    }
    return decided;
  }

  private async unneed(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const nodes = await this.query<RecordedNode>(UNNEED_NODES_SQL, [ids, this.at]);
    this.note(nodes);
    await recordNodes(this.options.manager, nodes, 'cancelled', this.options.now);
    const nested = nodes.filter(({ type }) => type === null).map(({ id }) => id);
    if (nested.length === 0) return;
    const why = 'not needed: what its flow waits for can no longer happen';
    const inside = await this.query<RecordedNode>(END_NESTED_SQL, [nested, 'unneeded', this.at, why]);
    await recordNodes(this.options.manager, inside, 'cancelled', this.options.now);
  }

  private async release(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const nodes = await this.query<ReleasedNode>(RELEASE_NODES_SQL, [ids, this.at]);
    this.counts.released += nodes.length;
    await releaseJobs(this.options.manager, nodes, this.options.now);
    const nested = nodes.filter(({ type }) => type === null).map(({ id }) => id);
    if (nested.length === 0) return;
    await this.query(START_NESTED_SQL, [nested, this.at]);
    await this.judge(nested);
  }

  private async finish(): Promise<void> {
    const candidates = await this.query<{ id: string; kind: string }>(FINISHABLE_FLOWS_SQL, [this.options.roots]);
    const ids: string[] = [];
    for (const { id, kind } of candidates) if (kind !== 'batch' || !(await this.isGrowing(id))) ids.push(id);
    if (ids.length === 0) return;
    const finished = await this.query<{ id: string; parent_id: string | null; state: string; reason: string | null }>(
      FINISH_FLOWS_SQL,
      [ids, this.at],
    );
    this.counts.finished += finished.length;
    const nested = finished.filter(({ parent_id }) => parent_id !== null);
    const at = this.at.toISOString();
    await this.settle(
      nested.map(({ id, state, reason }) => ({
        id,
        type: null,
        state: state === 'succeeded' || state === 'cancelled' ? state : 'failed',
        at,
        reason: reason ?? undefined,
      })),
    );
  }

  private async isGrowing(flowId: string): Promise<boolean> {
    let growing = this.growing.get(flowId);
    if (growing === undefined) this.growing.set(flowId, (growing = await this.options.isGrowing(flowId)));
    return growing;
  }

  private query<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.options.manager.query<Row[]>(sql, parameters);
  }
}
