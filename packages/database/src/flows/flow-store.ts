import { LessThan, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { FlowNotFound, nearest, TooLate, type FlowKind, type JobError } from '@kickoff/contracts';
import type { Broker } from '@kickoff/jobs';
import { asDatabaseError } from '../connection/connection-error.js';
import { FlowNodeRow, type NodeState } from '../entities/flow-node.js';
import { FlowRow, type FlowState } from '../entities/flow.js';
import { isJobId } from '../recorder/job-id.js';
import { FlowAdvance } from './advance-flows.js';
import { isBatchGrowing } from './batch-growth.js';
import { forgetCancellations } from './forget-cancellations.js';
import { LOCK_ROOTS_OF_FLOWS_SQL } from './lock-roots.sql.js';
import { SKIP_NODE_SQL } from './reopen-flow.sql.js';
import { ReopenedTree } from './reopen-flow.js';
import { cancelFlow } from './stop-work.js';
import { END_NESTED_SQL } from './unneed-nodes.sql.js';

/** A flow as it is shown. */
export interface FlowView {
  id: string;
  name: string;
  kind: FlowKind;
  state: FlowState;
  /** The flow that it is nested in. */
  parentId: string | undefined;
  /** Of the jobs that are its work: ended however, failed, and all. */
  progress: { done: number; failed: number; total: number };
  reason: string | undefined;
  deadline: Date | undefined;
  createdAt: Date;
  startedAt: Date | undefined;
  endedAt: Date | undefined;
}

/** A node of a flow as it is shown. */
export interface NodeView {
  /** Of its job, or of the nested flow. */
  id: string;
  name: string;
  /** Job type; undefined for a nested flow. */
  type: string | undefined;
  state: NodeState;
  /** Place in the flow. */
  ordinal: number;
  /** Ids of the nodes that it names as what it waits for. */
  after: string[];
  /** It waits for all the work of its flow, and is not counted as work. */
  follows: boolean;
  output: unknown;
  error: JobError | undefined;
  reason: string | undefined;
  releasedAt: Date | undefined;
  settledAt: Date | undefined;
}

export interface FlowQuery {
  state?: FlowState;
  name?: string;
  /** Only flows older than this one, by id. */
  before?: string;
  /** Default 50, at most 500. */
  limit?: number;
}

export interface NodeQuery {
  state?: NodeState;
  /** Only nodes after this place. */
  after?: number;
  /** Default 100, at most 1,000. */
  limit?: number;
}

/** Reads flows, and changes them on request. Every change is one transaction; releases and cancellations follow from it. */
export class FlowStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly broker: Broker,
  ) {}

  /** @throws FlowNotFound, DatabaseUnavailable */
  async get(id: string): Promise<FlowView> {
    return this.guarded(async () => flowView(await readFlow(this.dataSource.manager, id)));
  }

  /** Newest first; nested flows are shown as nodes of theirs only. @throws DatabaseUnavailable */
  async list({ state, name, before, limit = 50 }: FlowQuery = {}): Promise<FlowView[]> {
    return this.guarded(async () => {
      const query = this.dataSource.manager.createQueryBuilder(FlowRow, 'flow').where('flow.parentId IS NULL');
      if (state) query.andWhere({ state });
      if (name) query.andWhere({ name });
      if (before) query.andWhere({ id: LessThan(before) });
      const rows = await query.orderBy('flow.id', 'DESC').take(Math.min(limit, 500)).getMany();
      return rows.map(flowView);
    });
  }

  /** Its nodes in their order. @throws FlowNotFound, DatabaseUnavailable */
  async nodes(flowId: string, { state, after, limit = 100 }: NodeQuery = {}): Promise<NodeView[]> {
    return this.guarded(async () => {
      await readFlow(this.dataSource.manager, flowId);
      const rows = await this.dataSource.manager.find(FlowNodeRow, {
        where: { flowId, ...(state && { state }), ...(after !== undefined && { ordinal: MoreThan(after) }) },
        order: { ordinal: 'ASC' },
        take: Math.min(limit, 1_000),
      });
      return rows.map(nodeView);
    });
  }

  /**
   * Ends a flow with all that is nested in it: what waits ends here, the scheduler service cancels the jobs that are queued
   * or run. Nothing of it starts any more, not even what follows a failure.
   *
   * @throws FlowNotFound; TooLate when it has ended; DatabaseUnavailable
   */
  async cancel(id: string, reason = 'cancelled'): Promise<FlowView> {
    return this.change(id, async (flow, { manager, advance, now }) => {
      if (flow.state !== 'running' && flow.state !== 'cancelling') throw tooLate(flow);
      await cancelFlow(id, { manager, advance, now, reason });
    });
  }

  /**
   * Runs what failed or was cancelled again, or of that one node only, and then what could not run because of it. What has
   * succeeded does not run again.
   *
   * @throws FlowNotFound; TooLate when there is nothing to run again or the flow is being cancelled; DatabaseUnavailable
   */
  async retry(id: string, nodeName?: string): Promise<FlowView> {
    return this.change(id, async (flow, { manager, advance, now }) => {
      if (flow.state === 'cancelling' || flow.state === 'refused') throw tooLate(flow);
      const tree = await ReopenedTree.read(manager, flow.rootId);
      const node = nodeName === undefined ? undefined : await readNode(manager, flow, nodeName);
      const again = tree.unsuccessful.filter(({ id: nodeId, flow_id, state }) => {
        if (state === 'unneeded') return false;
        return node ? nodeId === node.id || tree.isWithin(flow_id, node.id) : tree.isWithin(flow_id, id);
      });
      if (again.length === 0) {
        const what = node
          ? `node ${node.name} of flow ${flow.name} is ${node.state}`
          : `nothing of flow ${flow.name} failed`;
        throw new TooLate(`${what}, so there is nothing to run again`);
      }
      await forgetCancellations(
        this.broker,
        again.filter(({ state, was_released }) => state === 'cancelled' && was_released),
      );
      await tree.goOn(again, { advance, now });
    });
  }

  /**
   * Lets a flow go on as if a node had succeeded, without a result.
   *
   * @throws FlowNotFound; TooLate when the node's job is queued or runs (cancel it first) or has succeeded; DatabaseUnavailable
   */
  async skip(id: string, nodeName: string, reason = 'skipped'): Promise<FlowView> {
    return this.change(id, async (flow, { manager, advance, now }) => {
      if (flow.state === 'cancelling' || flow.state === 'refused') throw tooLate(flow);
      const node = await readNode(manager, flow, nodeName);
      if (node.state === 'released' || node.state === 'succeeded' || node.state === 'skipped') {
        const state = node.state === 'released' ? 'queued or runs' : `is ${node.state}`;
        throw new TooLate(`node ${nodeName} of flow ${flow.name} ${state}, so it cannot be skipped`);
      }
      const at = new Date(now);
      await manager.query(SKIP_NODE_SQL, [node.id, at, reason]);
      const tree = await ReopenedTree.read(manager, flow.rootId);
      if (node.type === null) await manager.query(END_NESTED_SQL, [[node.id], 'unneeded', at, reason]);
      await tree.goOn([], { advance, now, skipped: { id: node.id, flowId: id } });
    });
  }

  private async change(
    id: string,
    work: (flow: FlowRow, change: { manager: EntityManager; advance: FlowAdvance; now: number }) => Promise<void>,
  ): Promise<FlowView> {
    return this.guarded(() =>
      this.dataSource.transaction(async (manager) => {
        await readFlow(manager, id);
        const roots: { id: string }[] = await manager.query(LOCK_ROOTS_OF_FLOWS_SQL, [[id]]);
        const now = this.broker.clock.now();
        const advance = new FlowAdvance({
          manager,
          roots: roots.map((root) => root.id),
          now,
          isGrowing: (flowId) => isBatchGrowing(this.broker, flowId),
        });
        await work(await readFlow(manager, id), { manager, advance, now });
        await advance.run();
        return flowView(await readFlow(manager, id));
      }),
    );
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asDatabaseError(error);
    }
  }
}

async function readFlow(manager: EntityManager, id: string): Promise<FlowRow> {
  const row = isJobId(id) ? await manager.findOneBy(FlowRow, { id }) : null;
  if (!row) throw new FlowNotFound(`there is no flow ${id}`);
  return row;
}

async function readNode(manager: EntityManager, flow: FlowRow, name: string): Promise<FlowNodeRow> {
  const node = await manager.findOneBy(FlowNodeRow, { flowId: flow.id, name });
  if (node) return node;
  const names = await manager.find(FlowNodeRow, { select: { name: true }, where: { flowId: flow.id }, take: 1_000 });
  const suggestion = nearest(
    name,
    names.map((known) => known.name),
  );
  throw new FlowNotFound(`flow ${flow.name} has no node ${name}${suggestion ? `; did you mean ${suggestion}?` : ''}`);
}

function tooLate({ name, state }: FlowRow): TooLate {
  return new TooLate(`flow ${name} is ${state}`);
}

function flowView(row: FlowRow): FlowView {
  const { id, name, kind, state, done, failed, total, createdAt } = row;
  return {
    id,
    name,
    kind,
    state,
    parentId: row.parentId ?? undefined,
    progress: { done, failed, total },
    reason: row.reason ?? undefined,
    deadline: row.deadline ?? undefined,
    createdAt,
    startedAt: row.startedAt ?? undefined,
    endedAt: row.endedAt ?? undefined,
  };
}

function nodeView(row: FlowNodeRow): NodeView {
  const { id, name, state, ordinal, parentIds, counted } = row;
  return {
    id,
    name,
    type: row.type ?? undefined,
    state,
    ordinal,
    after: parentIds,
    follows: !counted,
    output: row.output ?? undefined,
    error: row.error ?? undefined,
    reason: row.reason ?? undefined,
    releasedAt: row.releasedAt ?? undefined,
    settledAt: row.settledAt ?? undefined,
  };
}
