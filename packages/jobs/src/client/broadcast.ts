import { createHash, randomUUID } from 'node:crypto';
import {
  broadcastSubject,
  ChannelNotDeclared,
  isChannelPath,
  matchesChannel,
  NATS_HEADERS,
  type BroadcastBody,
  type ChannelRule,
} from '@kickoff/contracts';
import type { OutboxMessage } from '../worker/transactions.js';

export interface BroadcastOptions {
  /** The channel's whole new document, kept for those who subscribe later; null removes it. */
  document?: unknown;
}

/** One message of a channel, ready to publish. `source` makes a repeated attempt publish the same message id. */
export function broadcastMessage(
  channel: string,
  type: string,
  data: unknown,
  { document, at, source }: BroadcastOptions & { at: number; source?: string },
): OutboxMessage {
  if (!isChannelPath(channel)) throw new ChannelNotDeclared(`${JSON.stringify(channel)} is not a channel path`);
  const content: Omit<BroadcastBody, 'at'> = { type, data, ...(document === undefined ? {} : { document }) };
  const messageId = source
    ? createHash('sha256')
        .update(`${source}\n${channel}\n${JSON.stringify(content)}`)
        .digest('hex')
    : randomUUID();
  return {
    subject: broadcastSubject(channel),
    headers: { [NATS_HEADERS.messageId]: messageId },
    body: JSON.stringify({ ...content, at }),
  };
}

/** @throws ChannelNotDeclared when the workload's manifest has no such channel */
export function assertOwnChannel(workload: string, channels: readonly ChannelRule[], channel: string): void {
  if (channels.some((rule) => matchesChannel(workload, rule, channel))) return;
  const declared = channels.map(({ pattern }) => `${workload}/${pattern}`).join(', ') || 'none';
  throw new ChannelNotDeclared(`channel ${channel} is not declared by workload ${workload} (it declares ${declared})`);
}
