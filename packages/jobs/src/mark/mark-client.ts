import { MarkEntry, MessageInvalid, TargetUnknown, type MarkedThing } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { askToStore } from '../control/ask-to-store.js';
import { controlHistory } from '../control/control-history.js';
import { whoAsks } from '../control/who-asks.js';
import { MARK_PREFIX } from './mark-key.js';

export interface MarkReason {
  /** For people. */
  reason?: string;
  /** Who wants it. Default: user and host of this process. */
  by?: string;
}

interface Marked {
  reason: string;
  by: string;
  /** Milliseconds since the epoch, by the server's clock. */
  at: number;
}

export interface SilencedType extends Marked {
  type: string;
}

export interface WatchedTag extends Marked {
  tag: string;
  /** Undefined: in every workload. */
  workload: string | undefined;
}

/** @throws TargetUnknown, MessageInvalid, SchedulerUnavailable */
export async function setMark(
  broker: Pick<Broker, 'connection'>,
  { workload, thing, on }: { workload: string; thing: MarkedThing; on: boolean },
  { reason = on ? 'marked' : 'no longer marked', by = whoAsks() }: MarkReason,
): Promise<void> {
  const marked = thing.kind === 'silenced' ? `type ${workload}.${thing.name}` : `tag ${thing.tag}`;
  const what = `${marked} was not certainly ${on ? '' : 'no longer '}${thing.kind}`;
  const refusal = await askToStore(broker, { workload, kind: 'mark' }, { thing, on, reason, by }, what);
  if (!refusal) return;
  throw refusal.code === 'TARGET_UNKNOWN' ? new TargetUnknown(refusal.reason) : new MessageInvalid(refusal.reason);
}

/** What is marked now; the oldest first. */
export async function listMarks(broker: Pick<Broker, 'connection'>): Promise<MarkEntry[]> {
  const last = new Map<string, MarkEntry>();
  for (const { key, value } of await controlHistory(broker, MARK_PREFIX)) {
    const entry = MarkEntry.safeParse(value).data;
    if (entry) last.set(key, entry);
  }
  return [...last.values()].filter(({ on }) => on).toSorted((a, b) => a.at - b.at);
}
