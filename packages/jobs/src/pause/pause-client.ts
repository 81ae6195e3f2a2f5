import { hostname, userInfo } from 'node:os';
import { Kvm } from '@nats-io/kv';
import {
  AnnounceReply,
  announceSubject,
  describePaused,
  MessageInvalid,
  parsePauseKey,
  PauseEntry,
  PauseTargetUnknown,
  SchedulerUnavailable,
  type PausedThing,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
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

const TIMEOUT_MS = 5_000;

/**
 * Asks the scheduler service to pause something or to resume it; resolves when it is stored, from where every worker learns
 * of it.
 *
 * @throws PauseTargetUnknown, ConfigurationInvalid, SchedulerUnavailable
 */
export async function setPaused(
  { connection }: Pick<Broker, 'connection'>,
  target: PauseTarget,
  { paused, reason, by = whoThisIs() }: PauseTerms & { paused: boolean },
): Promise<void> {
  const { workload, thing } = pausedThing(target);
  const reply = await connection
    .request(announceSubject(workload, 'pause'), JSON.stringify({ thing, paused, reason, by }), { timeout: TIMEOUT_MS })
    .catch((cause: unknown) => {
      const verb = paused ? 'paused' : 'resumed';
      throw new SchedulerUnavailable(
        `${describePaused(workload, thing)} was not certainly ${verb}: no scheduler service answers; asking again is safe`,
        { cause },
      );
    });
  const answer = AnnounceReply.parse(reply.json());
  if (answer.ok) return;
  throw answer.code === 'PAUSE_TARGET_UNKNOWN'
    ? new PauseTargetUnknown(answer.reason)
    : new MessageInvalid(answer.reason);
}

/** The last changes of each thing that was ever paused, oldest first: as many as the bucket keeps of a key, which is five. */
export async function pauseHistory({ jetstream }: Pick<Broker, 'jetstream'>): Promise<PauseChange[]> {
  const bucket = await new Kvm(jetstream).open('control');
  const changes: PauseChange[] = [];
  for await (const entry of await bucket.history({ key: 'pause.>' })) {
    const parsed = parsePauseKey(entry.key);
    const stored = entry.operation === 'PUT' ? readEntry(entry.string()) : undefined;
    if (!parsed || !stored) continue;
    changes.push({ ...parsed, ...stored, what: describePaused(parsed.workload, parsed.thing) });
  }
  return changes;
}

/** What is paused now, since when, by whom and why; the oldest first. */
export async function listPauses(broker: Pick<Broker, 'jetstream'>): Promise<PauseChange[]> {
  const last = new Map<string, PauseChange>();
  for (const change of await pauseHistory(broker)) last.set(change.what, change);
  return [...last.values()].filter(({ paused }) => paused).toSorted((a, b) => a.at - b.at);
}

function readEntry(text: string): PauseEntry | undefined {
  try {
    return PauseEntry.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function whoThisIs(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    // A process whose user has no entry in the system's list, as in many containers.
    return hostname();
  }
}
