import { io } from 'socket.io-client';
import type { LiveDocument, LiveMessage, SubscribeReply } from '@kickoff/contracts';
import { matchFrom, momentOf } from './adapt.js';
import type { Scoreboard } from './scoreboard.js';
import type { ConnectionBadge } from './view/connection-badge.js';
import type { QuotaNotice } from './view/quota-notice.js';
import type { MatchDocument, MatchMessage, QuotaDocument } from './wire.js';

const CHANNEL = 'live-scores';
const QUOTA_CHANNEL = 'live-scores/quota';

/** Follows every match through the gateway and hands on what it says. */
export function follow(url: string, scoreboard: Scoreboard, connection: ConnectionBadge, quota: QuotaNotice): void {
  const socket = io(`${url}/live`, { transports: ['websocket'] });
  socket.on('connect', () => {
    void socket.emitWithAck('subscribe', { channel: CHANNEL }).then((reply: SubscribeReply) => {
      if (reply.ok && reply.snapshot) applySnapshot(reply.snapshot, scoreboard, quota);
      connection.live();
    });
  });
  socket.on('disconnect', () => connection.lost(Date.now()));
  socket.on('connect_error', () => connection.lost(Date.now()));
  socket.on('message', (message: LiveMessage) => applyMessage(message, scoreboard, quota));
}

function applySnapshot(documents: readonly LiveDocument[], scoreboard: Scoreboard, quota: QuotaNotice): void {
  const matches = documents.filter(({ channel }) => channel !== QUOTA_CHANNEL);
  scoreboard.snapshot(matches.map(({ channel, data }) => matchFrom(channel, data as MatchDocument)));
  const notice = documents.find(({ channel }) => channel === QUOTA_CHANNEL);
  quota.show(heldUntil(notice?.data as QuotaDocument | undefined));
}

function applyMessage(message: LiveMessage, scoreboard: Scoreboard, quota: QuotaNotice): void {
  const { channel, offset, type, at, data } = message;
  if (channel === QUOTA_CHANNEL) return quota.show(heldUntil(data as QuotaDocument));
  const { match, change } = data as MatchMessage;
  const taken = type === 'match.corrected' ? change.score?.old : undefined;
  scoreboard.change({
    channel,
    offset,
    match: matchFrom(channel, match),
    moment: momentOf(change, match),
    corrected: type === 'match.corrected',
    before: taken && `${taken.home ?? '–'}–${taken.away ?? '–'}`,
    at,
  });
}

function heldUntil(document: QuotaDocument | undefined): number | undefined {
  return document?.until ? Date.parse(document.until) : undefined;
}
