import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { EdgeCondition, FlowKind } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';

/** Every state a flow can be in. Each comment says who moves a flow in and who moves it out. */
export const FLOW_STATES = {
  /** A nested flow whose turn has not come. In: the scheduler service. Out: the same (running), or what ends the flow around it. */
  blocked: 'blocked',
  /** In: the scheduler service, a retry. Out: the scheduler service when the last node has ended, a cancel. */
  running: 'running',
  /** Told to end; released jobs are being cancelled. In: a cancel. Out: the scheduler service (cancelled). */
  cancelling: 'cancelling',
  /** Every node ended, none badly. Out: nobody. */
  succeeded: 'succeeded',
  /** Every node ended, one at least badly. Out: a retry, a skip (running). */
  failed: 'failed',
  /** Out: a retry (running). */
  cancelled: 'cancelled',
  /** It cannot be; `reason` says why. Nothing of it ran. Out: nobody. */
  refused: 'refused',
  /** A nested flow that is no longer needed. Out: a retry of the flow around it (blocked). */
  unneeded: 'unneeded',
} as const;
export type FlowState = (typeof FLOW_STATES)[keyof typeof FLOW_STATES];

/** One flow. A nested flow has a row of its own, and the node that stands for it has the same id. */
@Entity({ name: 'flows', schema: PLATFORM_SCHEMA })
@Index('flows_by_root', ['rootId'])
@Index('flows_by_state', ['state', 'id'])
@Index('flows_due', { synchronize: false })
export class FlowRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'flows_pkey' })
  id!: string;

  /** The outermost flow. Whoever changes a flow locks this one's row, so that a tree of flows has one writer at a time. */
  @Column({ name: 'root_id', type: 'uuid' })
  rootId!: string;

  /** The flow around it. */
  @Column({ name: 'parent_id', type: 'uuid', nullable: true })
  parentId!: string | null;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  kind!: FlowKind;

  /** The workload whose jobs it may hold, or `_` for any. */
  @Column({ type: 'text' })
  scope!: string;

  @Column({ type: 'text' })
  state!: FlowState;

  /** Nodes that are work; those that follow all of them (then, catch, finally, onFailure) are not. */
  @Column({ type: 'integer' })
  total!: number;

  /** Of `total`: ended, however. */
  @Column({ type: 'integer' })
  done!: number;

  /** Of `total`: failed. */
  @Column({ type: 'integer' })
  failed!: number;

  /** Nodes of both kinds that have not ended. */
  @Column({ type: 'integer' })
  open!: number;

  /** Nodes that wait for all the work, */
  @Column({ name: 'follower_ids', type: 'uuid', array: true })
  followerIds!: string[];

  /** and what of it each waits for. */
  @Column({ name: 'follower_on', type: 'text', array: true })
  followerOn!: EdgeCondition[];

  @Column({ name: 'deadline_ms', type: 'double precision', nullable: true })
  deadlineMs!: number | null;

  /** Set at the start; null again once it was kept or has passed. */
  @Column({ type: 'timestamptz', nullable: true })
  deadline!: Date | null;

  /** Why it is refused, cancelled or past its deadline, in words. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
