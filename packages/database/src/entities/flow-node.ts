import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { EdgeCondition, FlowJob, JobError, NodeEnd } from '@kickoff/contracts';
import { PLATFORM_SCHEMA } from './schema.js';

/** `blocked`: waits for other nodes. `released`: its job is in the outbox or the stream, its nested flow runs. Else how it ended. */
export type NodeState = 'blocked' | 'released' | NodeEnd;

/** One node of a flow. Its id is the id of its job, or of the nested flow that it stands for. It is settled once. */
@Entity({ name: 'flow_nodes', schema: PLATFORM_SCHEMA })
@Index('flow_nodes_by_flow', ['flowId', 'ordinal'])
@Index('flow_nodes_ending', { synchronize: false })
@Index('flow_nodes_unheard', { synchronize: false })
export class FlowNodeRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'flow_nodes_pkey' })
  id!: string;

  @Column({ name: 'flow_id', type: 'uuid' })
  flowId!: string;

  @Column({ name: 'root_id', type: 'uuid' })
  rootId!: string;

  /** Place in the flow. */
  @Column({ type: 'integer' })
  ordinal!: number;

  @Column({ type: 'text' })
  name!: string;

  /** Job type; null for a nested flow. */
  @Column({ type: 'text', nullable: true })
  type!: string | null;

  /** It is work, and counts in the flow's progress. */
  @Column({ type: 'boolean' })
  counted!: boolean;

  @Column({ type: 'jsonb', nullable: true })
  job!: FlowJob | null;

  @Column({ name: 'parent_ids', type: 'uuid', array: true })
  parentIds!: string[];

  @Column({ name: 'child_ids', type: 'uuid', array: true })
  childIds!: string[];

  @Column({ name: 'child_on', type: 'text', array: true })
  childOn!: EdgeCondition[];

  /** Nodes that must succeed or end before it and have not ended. */
  @Column({ name: 'waits_for', type: 'integer' })
  waitsFor!: number;

  /** Nodes whose failure it waits for and that have not ended. */
  @Column({ name: 'may_fail', type: 'integer' })
  mayFail!: number;

  @Column({ name: 'needs_failure', type: 'boolean' })
  needsFailure!: boolean;

  @Column({ name: 'saw_failure', type: 'boolean' })
  sawFailure!: boolean;

  /** A node that had to succeed before it did not. */
  @Column({ name: 'is_doomed', type: 'boolean' })
  isDoomed!: boolean;

  @Column({ type: 'text' })
  state!: NodeState;

  /** Revision with which its job is or will be released: events of an earlier one are of an earlier run. */
  @Column({ type: 'integer' })
  revision!: number;

  /** Why its released job is to be cancelled. */
  @Column({ type: 'text', nullable: true })
  ending!: string | null;

  @Column({ name: 'released_at', type: 'timestamptz', nullable: true })
  releasedAt!: Date | null;

  /** When somebody last made sure that its message is there. */
  @Column({ name: 'checked_at', type: 'timestamptz', nullable: true })
  checkedAt!: Date | null;

  @Column({ name: 'settled_at', type: 'timestamptz', nullable: true })
  settledAt!: Date | null;

  @Column({ type: 'jsonb', nullable: true })
  output!: unknown;

  @Column({ type: 'jsonb', nullable: true })
  error!: JobError | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;
}
