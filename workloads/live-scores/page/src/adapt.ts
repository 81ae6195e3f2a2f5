import { MOMENT_KINDS, PHASES, type Match, type Moment, type MomentKind, type Phase, type Side } from './model/match.js';
import { clockLabel } from './model/clock.js';
import type { MatchChange, MatchDocument, MatchEvent } from './wire.js';

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

export function matchFrom(channel: string, document: MatchDocument): Match {
  const { sport, league, teams, score, status, clock, events } = document;
  const moments = events.map((event) => momentFrom(event, document)).filter((moment) => moment !== undefined);
  const reds = (side: Side) => moments.filter((each) => each.kind === MOMENT_KINDS.redCard && each.side === side).length;
  const latest = moments.findLast(({ kind }) => kind !== MOMENT_KINDS.other);
  const phase = PHASE_OF[status.phase];
  return {
    key: channel,
    revision: document.revision,
    sport,
    leagueKey: `${sport}/${league.id}`,
    league: league.name,
    country: league.country ?? '',
    round: league.round ?? '',
    home: { name: teams.home.name, score: score.home ?? undefined, redCards: reds('home') },
    away: { name: teams.away.name, score: score.away ?? undefined, redCards: reds('away') },
    phase,
    status: status.short,
    statusText: status.long,
    clock: { minute: clock.elapsed ?? undefined, extra: clock.extra ?? undefined, at: document.upstreamAt },
    startsAt: Date.parse(document.kickOff),
    periods: score.periods.map(({ name, home, away }) => ({
      name: periodName(name),
      home: home ?? undefined,
      away: away ?? undefined,
    })),
    moments,
    note: latest && { kind: latest.kind, text: `${latest.when} ${latest.text}`.trim() },
    changedAt: document.upstreamAt,
  };
}

/** The moment that a message is about, if it is about one. */
export function momentOf(change: MatchChange | undefined, document: MatchDocument): Moment | undefined {
  return change?.event && momentFrom(change.event.new, document);
}

function momentFrom(event: MatchEvent, { teams }: MatchDocument): Moment | undefined {
  const kind = kindOf(event);
  if (kind === undefined) return undefined;
  const ownGoal = event.detail === 'Own Goal';
  const side: Side | undefined = event.team.id === teams.home.id ? 'home' : event.team.id === teams.away.id ? 'away' : undefined;
  const what = wordsOf(event);
  const when = event.elapsed === null ? '' : clockLabel(event.elapsed, event.extra ?? undefined);
  // Which team an own goal is listed under differs between leagues of the same feed.
  return { kind, side: ownGoal ? undefined : side, when, text: [what, event.player.name].filter(Boolean).join(', ') };
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
  const words = (detail && detail !== 'Normal Goal' ? detail : type).replace(/^Second Yellow card$/i, 'Second yellow card');
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
