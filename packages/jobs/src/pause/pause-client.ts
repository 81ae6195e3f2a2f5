import {
  describePaused,
  MessageInvalid,
  parsePauseKey,
  PauseEntry,
  PauseTargetUnknown,
  type PausedThing,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { askToStore } from '../control/ask-to-store.js';
import { controlHistory } from '../control/control-history.js';
import { whoAsks } from '../control/who-asks.js';
import { pausedThing, type PauseTarget } from './pause-target.js';

export interface PauseTerms {
  /** Shown wherever a job waits for it. */
  reason: string;
  /** Who wants it, for the history. Default: user and host of this process. */
  by?: string;
}

/** One pause or resumption. */
export interface PauseChange extends PauseEntry {
  workload: string;
  thing: PausedThing;
  /** `queue demo/work`. */
  what: string;
}

/**
 * Asks the scheduler service to pause something or to resume it; resolves when it is stored, from where every worker learns
 * of it.
 *
 * @throws PauseTargetUnknown, ConfigurationInvalid, SchedulerUnavailable
 */
export async function setPaused(
  broker: Pick<Broker, 'connection'>,
  target: PauseTarget,
  { paused, reason, by = whoAsks() }: PauseTerms & { paused: boolean },
): Promise<void> {
  const { workload, thing } = pausedThing(target);
  const what = `${describePaused(workload, thing)} was not certainly ${paused ? 'paused' : 'resumed'}`;
  const refusal = await askToStore(broker, { workload, kind: 'pause' }, { thing, paused, reason, by }, what);
  if (!refusal) return;
  throw refusal.code === 'PAUSE_TARGET_UNKNOWN'
    ? new PauseTargetUnknown(refusal.reason)
    : new MessageInvalid(refusal.reason);
}

/** The last changes of each thing that was ever paused, oldest first: as many as the bucket keeps of a key, which is five. */
export async function pauseHistory(broker: Pick<Broker, 'connection'>): Promise<PauseChange[]> {
  const changes: PauseChange[] = [];
  for (const { key, value } of await controlHistory(broker, 'pause.')) {
    const parsed = parsePauseKey(key);
    const entry = PauseEntry.safeParse(value).data;
    if (parsed && entry) changes.push({ ...parsed, ...entry, what: describePaused(parsed.workload, parsed.thing) });
  }
  return changes;
}

/** What is paused now, since when, by whom and why; the oldest first. */
export async function listPauses(broker: Pick<Broker, 'connection'>): Promise<PauseChange[]> {
  const last = new Map<string, PauseChange>();
  for (const change of await pauseHistory(broker)) last.set(change.what, change);
  return [...last.values()].filter(({ paused }) => paused).toSorted((a, b) => a.at - b.at);
}
