import { storeEffect } from '../chaos/chaos-workload.js';
import type { Kill } from '../chaos/fleet.js';
import { groupBy } from './group-by.js';
import type { LedgerRun } from './ledger-runs.js';

/** Runs beyond one per attempt. */
export interface Repeats {
  /** By who was killed, or `outage` where the job was put off because a server could not be reached. */
  causes: Partial<Record<Kill['victim'] | 'outage', number>>;
  /** Repeats that nothing explains. */
  complaints: string[];
}

/** A job was put off by a worker that could not reach a server, by the record. */
export interface Deferral {
  id: string;
  at: number;
}

/** Connections come back a while after their server. */
const RECONNECTING_MS = 2_000;
/**
 * A broker that is killed forgets whom it delivered to in its last moments, and delivers again within the ack wait. Either
 * copy may wait that long in a worker's hands before it starts; while events are refused none starts, and none that has run
 * is acked.
 */
const IN_HAND_MS = 20_000;
const FORGOTTEN_MS = 2 * IN_HAND_MS;
/** Kills that a complaint names, for whoever looks for the cause. */
const LOOK_BACK_MS = 30_000;

/**
 * A job that ran an attempt twice must have lost, in between, its worker, the broker that its ack was for, or the database
 * that it writes to; or it threw because a server could not be reached for a while after that, and was put off.
 */
export function explainRepeats(
  runs: readonly LedgerRun[],
  kills: readonly Kill[],
  deferrals: readonly Deferral[] = [],
): Repeats {
  const putOff = groupBy(deferrals, ({ id }) => id);
  const repeats: Repeats = { causes: {}, complaints: [] };
  for (const attempt of groupBy(runs, ({ id, attempt: number }) => `${id} ${number}`).values()) {
    for (const [index, again] of attempt.slice(1).entries()) {
      const before = attempt[index]!;
      const wasPutOff = putOff
        .get(before.id)
        ?.some(({ at }) => !before.returned && at >= before.from && at <= again.from);
      const cause = kills.find((kill) => explains(kill, before, again, kills))?.victim ?? (wasPutOff && 'outage');
      if (cause) repeats.causes[cause] = (repeats.causes[cause] ?? 0) + 1;
      else repeats.complaints.push(complaint(before, again, kills));
    }
  }
  return repeats;
}

function explains(kill: Kill, before: LedgerRun, again: LedgerRun, kills: readonly Kill[]): boolean {
  const { victim, from, until, pid } = kill;
  if (again.from < from) return false;
  if (victim === 'worker') return pid === before.pid;
  if (victim === 'nats') {
    const movesAgain = Math.max(until, ...refusalsDuring(kill, kills));
    return before.from <= movesAgain + IN_HAND_MS && again.from <= movesAgain + FORGOTTEN_MS;
  }
  return victim === 'postgres' && before.from <= until + RECONNECTING_MS && before.type === storeEffect.type;
}

/** When those refusals of events ended during which it happened. */
function refusalsDuring({ from, until }: Kill, kills: readonly Kill[]): number[] {
  return kills
    .filter((kill) => kill.victim === 'events' && kill.from <= until && kill.until >= from)
    .map((refusal) => refusal.until);
}

function complaint(before: LedgerRun, again: LedgerRun, kills: readonly Kill[]): string {
  const latest = kills.filter(({ from, until }) => from <= again.from && until >= before.from - LOOK_BACK_MS);
  const away = latest.map(({ victim, from, until }) => `${victim} from ${from} to ${until}`).join(', ');
  return `${before.type} ${before.id} ran attempt ${before.attempt} twice: ${told(before)}, ${told(again)}; away: ${away}`;
}

function told({ pid, from, to }: LedgerRun): string {
  return `by ${pid} from ${from} to ${to}`;
}
