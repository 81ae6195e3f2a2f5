import { connectLive, type TypedMessage } from '@kickoff/live-client';
import { correctionText, matchFromDocument, matchFromMessage, momentOf } from './adapt.js';
import type { Correction } from './model/news.js';
import type { Scoreboard } from './scoreboard.js';
import type { ConnectionBadge } from './view/connection-badge.js';
import type { QuotaNotice } from './view/quota-notice.js';
import type { MatchDocument, MatchMessage, MatchMessageType, QuotaState } from './wire.js';

/** Everything of the workload: its matches and the state of its quota. */
const CHANNEL = 'live-scores';
const QUOTA_CHANNEL = 'live-scores/quota';

type Messages = Record<MatchMessageType, MatchMessage> & { 'quota.changed': QuotaState };
type MatchReport = Exclude<TypedMessage<Messages>, { type: 'quota.changed' }>;

/** Where what the gateway says is shown. */
export interface Screen {
  scoreboard: Scoreboard;
  connection: ConnectionBadge;
  quota: QuotaNotice;
}

/** Follows every match through the gateway for as long as the page is open. */
export function follow(url: string, { scoreboard, connection, quota }: Screen): void {
  const live = connectLive({ url });
  const subscription = live.subscribe<Messages, MatchDocument | QuotaState>(CHANNEL, {
    onSnapshot: (documents) => {
      const matches = documents.flatMap(({ channel, data }) =>
        isQuota(channel, data) ? [] : [matchFromDocument(channel, data)],
      );
      scoreboard.snapshot(matches);
      quota.show(documents.map(({ channel, data }) => (isQuota(channel, data) ? data : undefined)).find(Boolean));
    },
    onMessage: (message) => {
      if (message.type === 'quota.changed') quota.show(message.data);
      else report(message, scoreboard);
    },
    onError: ({ message }) => connection.refused(message),
  });
  const show = (): void => (live.state === 'connected' ? connection.live() : connection.lost(Date.now()));
  subscription.ready.then(
    () => {
      show();
      live.onState(show);
    },
    () => undefined,
  );
  live.onState((state) => state === 'waiting' && connection.lost(Date.now()));
}

function report(message: MatchReport, scoreboard: Scoreboard): void {
  const { channel, offset, at, type, data } = message;
  if (type === 'match.removed') {
    scoreboard.remove(channel);
    return;
  }
  const match = matchFromMessage(channel, data, scoreboard.momentsOf(channel));
  const correction = type === 'match.corrected' ? correctionOf(data) : undefined;
  scoreboard.change({ channel, offset, match, moment: momentOf(data), correction, at });
}

function correctionOf(message: MatchMessage): Correction {
  const before = message.change.score?.old;
  return { text: correctionText(message), before: before && `${before.home ?? '–'}–${before.away ?? '–'}` };
}

function isQuota(channel: string, _data: MatchDocument | QuotaState): _data is QuotaState {
  return channel === QUOTA_CHANNEL;
}
