import type { EntityManager } from 'typeorm';
import type { NatsConnection } from '@nats-io/transport-node';
import { CLAIM_FREE_MESSAGES_SQL, CLAIM_MESSAGES_SQL } from './claim-messages.sql.js';
import { DELETE_MESSAGES_SQL } from './delete-messages.sql.js';
import type { PublishOutcome } from './outbox-publisher.js';
import { publishInLines, type MessageInLine } from './publish-in-lines.js';

export interface RelayCounts {
  published: number;
  /** Published before, by a relay that did not live to delete them. */
  repeated: number;
  /** Refused by the stream: published before, or doubles of an unfinished job. */
  refused: number;
  /** Such as no broker takes; dead letters now. */
  invalid: number;
  /** Not taken by the broker; still in the outbox. */
  waiting: number;
  /** What is said of the first that is invalid. */
  complaint?: string;
  /** The first reason of those that wait. */
  problem?: string;
  /** Of those that left: when they were stored, by the database's clock. */
  storedAt: Date[];
}

interface ClaimedMessage extends MessageInLine {
  stored_at: Date;
}

export interface ClaimOptions {
  /** Only messages up to this id. Default: all. */
  lastId?: string | null;
  /** Pass over messages that another relay holds instead of waiting for it. */
  skipLocked?: boolean;
}

const BATCH = 1_000;

/**
 * Publishes messages of lines that the manager's transaction may lock, and deletes those that the broker has. Lines go side
 * by side; within a line each waits for the answer to the one before, so a failure never lets a later one overtake.
 */
export async function relayMessages(
  connection: NatsConnection,
  manager: EntityManager,
  lines: readonly string[],
  { lastId = null, skipLocked = false }: ClaimOptions = {},
): Promise<RelayCounts> {
  const counts: RelayCounts = { published: 0, repeated: 0, refused: 0, invalid: 0, waiting: 0, storedAt: [] };
  const claimed: ClaimedMessage[] = await manager.query(skipLocked ? CLAIM_FREE_MESSAGES_SQL : CLAIM_MESSAGES_SQL, [
    lines,
    lastId,
    BATCH,
  ]);
  const gone: string[] = [];
  await publishInLines(connection, claimed, ({ message, outcome, problem }) => {
    counts[countOf(outcome)] += 1;
    if (outcome === 'waits') {
      counts.problem ??= problem;
      return;
    }
    if (outcome === 'invalid') counts.complaint ??= problem;
    gone.push(message.id);
    counts.storedAt.push(message.stored_at);
  });
  if (gone.length > 0) await manager.query(DELETE_MESSAGES_SQL, [gone]);
  return counts;
}

function countOf(outcome: PublishOutcome): Exclude<PublishOutcome, 'waits'> | 'waiting' {
  return outcome === 'waits' ? 'waiting' : outcome;
}
