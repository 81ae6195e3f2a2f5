import {
  assertOverrideTerms,
  describeOverridden,
  MessageInvalid,
  OverrideEntry,
  parseOverrideKey,
  TargetUnknown,
  type OverriddenThing,
  type OverrideTerms,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { askToStore } from '../control/ask-to-store.js';
import { controlHistory } from '../control/control-history.js';
import { whoAsks } from '../control/who-asks.js';

export interface OverrideReason {
  /** For the history. */
  reason: string;
  /** Who wants it, for the history. Default: user and host of this process. */
  by?: string;
}

/** One override or its end. */
export interface OverrideChange {
  workload: string;
  thing: OverriddenThing;
  /** `type demo.send-mail`. */
  what: string;
  /** As they were given; undefined when it was reset. */
  terms: OverrideTerms | undefined;
  reason: string;
  by: string;
  /** Milliseconds since the epoch, by the server's clock. */
  at: number;
}

/**
 * Asks the scheduler service to store an override, or with undefined terms its end.
 *
 * @throws ConfigurationInvalid, TargetUnknown, MessageInvalid, SchedulerUnavailable
 */
export async function setOverride(
  broker: Pick<Broker, 'connection'>,
  { workload, thing }: { workload: string; thing: OverriddenThing },
  terms: unknown,
  { reason, by = whoAsks() }: OverrideReason,
): Promise<void> {
  if (terms !== undefined) assertOverrideTerms(thing, terms);
  const what = `${describeOverridden(workload, thing)} was not certainly ${terms === undefined ? 'reset' : 'overridden'}`;
  const refusal = await askToStore(broker, { workload, kind: 'override' }, { thing, terms, reason, by }, what);
  if (!refusal) return;
  throw refusal.code === 'TARGET_UNKNOWN' ? new TargetUnknown(refusal.reason) : new MessageInvalid(refusal.reason);
}

/** The last five changes of each thing that was ever overridden, oldest first. */
export async function overrideHistory(broker: Pick<Broker, 'connection'>): Promise<OverrideChange[]> {
  const changes: OverrideChange[] = [];
  for (const { key, value } of await controlHistory(broker, 'override.')) {
    const parsed = parseOverrideKey(key);
    const entry = OverrideEntry.safeParse(value).data;
    if (!parsed || !entry) continue;
    const { workload, thing } = parsed;
    const { reason, by, at } = entry;
    const terms = entry.terms as OverrideTerms | undefined;
    changes.push({ workload, thing, what: describeOverridden(workload, thing), terms, reason, by, at });
  }
  return changes;
}

/** What is overridden now; the oldest first. */
export async function listOverrides(broker: Pick<Broker, 'connection'>): Promise<OverrideChange[]> {
  const last = new Map<string, OverrideChange>();
  for (const change of await overrideHistory(broker)) last.set(change.what, change);
  return [...last.values()].filter(({ terms }) => terms !== undefined).toSorted((a, b) => a.at - b.at);
}
