import type { MatchEvent, UpstreamEvent } from './match-document.js';

/**
 * Finds which listed event is which known one. The upstream gives events no id, lists them in changing order, repeats
 * them, and restates them later: a goal's unknown scorer gets a name, its minute moves, substitutions are renumbered.
 * Taking each listing for a new event would announce the same goal twice.
 *
 * Identical ones are paired first, then the rest from the surest kind of resemblance to the weakest. What stays single is
 * new or withdrawn. Limits: two events of unknown players in neighbouring minutes may be taken for each other.
 */
export interface PairedEvents {
  /** For each listed event the known one, or undefined when it is new. */
  known: (MatchEvent | undefined)[];
  /** Known events that are no longer listed. */
  removed: MatchEvent[];
}

type Resembles = (known: UpstreamEvent, listed: UpstreamEvent) => boolean;

export function pairEvents(stored: readonly MatchEvent[], listed: readonly UpstreamEvent[]): PairedEvents {
  const known: (MatchEvent | undefined)[] = listed.map(() => undefined);
  const left = new Set(stored);
  for (const resembles of [sameEvent, ...RESEMBLANCES]) {
    if (left.size === 0) break;
    for (const [index, event] of listed.entries()) {
      if (known[index]) continue;
      for (const candidate of left) {
        if (resembles(candidate, event)) {
          known[index] = candidate;
          left.delete(candidate);
          break;
        }
      }
    }
  }
  return { known, removed: [...left] };
}

/** Whether nothing but our id differs. */
export function sameEvent(a: UpstreamEvent, b: UpstreamEvent): boolean {
  return (
    a.type === b.type &&
    a.detail === b.detail &&
    a.elapsed === b.elapsed &&
    a.extra === b.extra &&
    a.comments === b.comments &&
    samePerson(a.team, b.team) &&
    samePerson(a.player, b.player) &&
    samePerson(a.assist, b.assist)
  );
}

/** How far a minute may move when the upstream corrects it. */
const MINUTES_APART = 3;

const RESEMBLANCES: readonly Resembles[] = [
  (a, b) => sameKind(a, b) && samePlayers(a, b) && sameMinute(a, b) && a.detail === b.detail,
  (a, b) => sameKind(a, b) && samePlayers(a, b) && sameMinute(a, b) && sameColour(a, b),
  (a, b) => sameKind(a, b) && samePlayers(a, b) && nearMinute(a, b) && sameColour(a, b),
  (a, b) => sameKind(a, b) && oneUnknown(a, b) && sameMinute(a, b) && sameColour(a, b),
  (a, b) => sameKind(a, b) && oneUnknown(a, b) && nearMinute(a, b) && sameColour(a, b),
  // A goal or card that is given to another player of the team. Several players are exchanged in one minute, so not there.
  (a, b) => sameKind(a, b) && !isExchange(a) && sameMinute(a, b) && sameColour(a, b),
  // A goal that is given to the other team, as an own goal is.
  (a, b) => isGoal(a) && isGoal(b) && knownPlayer(a) && samePlayers(a, b) && nearMinute(a, b),
];

type Person = UpstreamEvent['player'];

function samePerson(a: Person, b: Person): boolean {
  return a.id === b.id && a.name === b.name;
}

function sameId(a: Person, b: Person): boolean {
  return a.id !== null && b.id !== null ? a.id === b.id : a.name === b.name;
}

function sameKind(a: UpstreamEvent, b: UpstreamEvent): boolean {
  return a.type === b.type && sameId(a.team, b.team);
}

/** An exchange is known by both players, everything else by its one. */
function samePlayers(a: UpstreamEvent, b: UpstreamEvent): boolean {
  if (!sameId(a.player, b.player)) return false;
  return !isExchange(a) || sameId(a.assist, b.assist);
}

function knownPlayer({ player }: UpstreamEvent): boolean {
  return player.id !== null || player.name !== null;
}

/** One of the two names nobody, or names a player without an id. */
function oneUnknown(a: UpstreamEvent, b: UpstreamEvent): boolean {
  return a.player.id === null || b.player.id === null;
}

function sameMinute(a: UpstreamEvent, b: UpstreamEvent): boolean {
  return a.elapsed === b.elapsed && (a.extra ?? 0) === (b.extra ?? 0);
}

function nearMinute(a: UpstreamEvent, b: UpstreamEvent): boolean {
  const minutes = Math.abs((a.elapsed ?? 0) + (a.extra ?? 0) - (b.elapsed ?? 0) - (b.extra ?? 0));
  return minutes <= MINUTES_APART;
}

function isExchange({ type }: UpstreamEvent): boolean {
  return type.toLowerCase() === 'subst';
}

function isGoal({ type }: UpstreamEvent): boolean {
  return type.toLowerCase() === 'goal';
}

/** A second card of another colour, or a missed penalty beside a goal, is another event; a goal may become a penalty goal. */
function sameColour(a: UpstreamEvent, b: UpstreamEvent): boolean {
  if (a.detail === b.detail || isExchange(a)) return true;
  const scored = (event: UpstreamEvent) => !/missed/i.test(event.detail ?? '');
  return isGoal(a) && isGoal(b) && scored(a) === scored(b);
}
