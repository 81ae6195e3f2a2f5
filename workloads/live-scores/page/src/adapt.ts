import {
  MOMENT_KINDS,
  PHASES,
  type Match,
  type Moment,
  type MomentKind,
  type Phase,
  type Side,
} from './model/match.js';
import { clockLabel } from './model/clock.js';
import type { MatchDocument, MatchEvent, MatchMessage } from './wire.js';

/**
 * From the wire to what the page shows. Nothing else knows the workload's payloads.
 */

const PHASE_OF: Readonly<Record<MatchDocument['status']['phase'], Phase>> = {
  scheduled: PHASES.upcoming,
  live: PHASES.live,
  break: PHASES.pause,
  suspended: PHASES.pause,
  finished: PHASES.finished,
  postponed: PHASES.off,
  cancelled: PHASES.off,
  abandoned: PHASES.off,
};

/** A match as its document states it. */
export function matchFromDocument(channel: string, document: MatchDocument): Match {
  return matchFrom(channel, document, momentsFrom(document.events, document));
}

/** A match after a message. Messages leave out the events so far, so those are taken from what is known. */
export function matchFromMessage(channel: string, message: MatchMessage, known: readonly Moment[]): Match {
  if (message.events) return matchFrom(channel, message, momentsFrom(message.events, message));
  const { event, events } = message.change;
  const removed = new Set(events?.removed.map(({ id }) => id));
  const restated = momentsFrom(events?.changed.map(({ new: restatement }) => restatement) ?? [], message);
  const moments = known
    .filter(({ id }) => !removed.has(id))
    .map((moment) => restated.find(({ id }) => id === moment.id) ?? moment);
  const fresh = event && momentFrom(event.new, message);
  // A message may repeat what the snapshot already had.
  if (fresh && !moments.some(({ id }) => id === fresh.id)) moments.push(fresh);
  return matchFrom(channel, message, moments);
}

/** The moment that a message is about, if it is about one. */
export function momentOf(message: MatchMessage): Moment | undefined {
  return message.change.event && momentFrom(message.change.event.new, message);
}

/** In words, what a correction took back or restated. */
export function correctionText(message: MatchMessage): string {
  const { events } = message.change;
  const [removed] = momentsFrom(events?.removed ?? [], message);
  if (removed) return `${removed.when} ${removed.text}: withdrawn`.trim();
  const [restated] = momentsFrom(events?.changed.map(({ new: restatement }) => restatement) ?? [], message);
  if (restated) return `Now ${restated.when} ${restated.text}`;
  return message.change.score ? 'The score was taken back' : 'An event was restated';
}

type State = Omit<MatchDocument, 'events' | 'id' | 'matchId'>;

function matchFrom(channel: string, state: State, moments: readonly Moment[]): Match {
  const { sport, league, teams, score, status, clock } = state;
  const reds = (side: Side) =>
    moments.filter((each) => each.kind === MOMENT_KINDS.redCard && each.side === side).length;
  const latest = moments.findLast(({ kind }) => kind !== MOMENT_KINDS.other);
  return {
    key: channel,
    revision: state.revision,
    sport,
    leagueKey: `${sport}/${league.id}`,
    league: league.name,
    country: league.country ?? '',
    round: league.round ?? '',
    home: { name: teams.home.name, score: score.home ?? undefined, redCards: reds('home') },
    away: { name: teams.away.name, score: score.away ?? undefined, redCards: reds('away') },
    phase: PHASE_OF[status.phase],
    status: status.short,
    statusText: status.long,
    clock: { minute: clock.elapsed ?? undefined, extra: clock.extra ?? undefined, at: state.upstreamAt },
    startsAt: Date.parse(state.kickOff),
    periods: score.periods.map(({ name, home, away }) => ({
      name: periodName(name),
      home: home ?? undefined,
      away: away ?? undefined,
    })),
    moments,
    note: latest && { kind: latest.kind, text: `${latest.when} ${latest.text}`.trim() },
    changedAt: state.upstreamAt,
  };
}

function momentsFrom(events: readonly MatchEvent[], state: Pick<State, 'teams'>): Moment[] {
  return events.map((event) => momentFrom(event, state)).filter((moment) => moment !== undefined);
}

function momentFrom(event: MatchEvent, { teams }: Pick<State, 'teams'>): Moment | undefined {
  const kind = kindOf(event);
  if (kind === undefined) return undefined;
  const ownGoal = event.detail === 'Own Goal';
  const side: Side | undefined =
    event.team.id === teams.home.id ? 'home' : event.team.id === teams.away.id ? 'away' : undefined;
  const what = wordsOf(event);
  const when = event.elapsed === null ? '' : clockLabel(event.elapsed, event.extra ?? undefined);
  // Which team an own goal is listed under differs between leagues of the same feed.
  return {
    id: event.id,
    kind,
    side: ownGoal ? undefined : side,
    when,
    text: [what, event.player.name].filter(Boolean).join(', '),
  };
}

function kindOf({ type, detail }: MatchEvent): MomentKind | undefined {
  const word = type.toLowerCase();
  const more = (detail ?? '').toLowerCase();
  if (word === 'subst') return undefined;
  if (word === 'goal') return more.startsWith('missed') ? MOMENT_KINDS.other : MOMENT_KINDS.goal;
  if (word === 'card') return more.startsWith('yellow') ? MOMENT_KINDS.yellowCard : MOMENT_KINDS.redCard;
  return MOMENT_KINDS.other;
}

function wordsOf({ type, detail }: MatchEvent): string {
  const words = (detail && detail !== 'Normal Goal' ? detail : type).replace(
    /^Second Yellow card$/i,
    'Second yellow card',
  );
  const prefix = type.toLowerCase() === 'var' ? 'VAR: ' : '';
  return prefix + (prefix ? words.toLowerCase() : words.charAt(0).toUpperCase() + words.slice(1).toLowerCase());
}

const PERIOD_NAMES: Readonly<Record<string, string>> = {
  halftime: 'Half time',
  fulltime: 'Full time',
  extratime: 'Extra time',
  penalty: 'Penalties',
};

/** `halftime` is Half time, `quarter-1` Q1, `period-2` P2. */
function periodName(name: string): string {
  const known = PERIOD_NAMES[name];
  if (known) return known;
  const numbered = /^(\D+?)[-_ ]?(\d+)$/.exec(name);
  return numbered ? `${numbered[1]!.charAt(0).toUpperCase()}${numbered[2]}` : name.replaceAll(/[-_]/g, ' ');
}
