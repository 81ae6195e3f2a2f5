import { clockText } from './clock.js';
import { MOMENT_KINDS, PHASES, type Match, type Moment, type MomentKind, type Note, type Side } from './match.js';
import { sportStyle } from './sports.js';

/** Something that just happened, as the feed and the screen reader tell it. */
export interface News {
  matchKey: string;
  sport: string;
  kind: MomentKind;
  side: Side | undefined;
  /** `Goal`, `Red card`, `Full time`, `Correction`. */
  title: string;
  /** The team or, for the whole match, empty. */
  team: string;
  home: string;
  away: string;
  score: string;
  /** The score before, when it was corrected. */
  before: string | undefined;
  /** Who, or why; filled in when a later message tells. */
  detail: string;
  /** The match's clock. */
  when: string;
  /** Milliseconds since the epoch. */
  at: number;
}

export interface Correction {
  /** What was taken back or restated. */
  text: string;
  /** The score that it replaces; undefined when the score stands. */
  before: string | undefined;
}

/** What a message told: the match before and after, and the moment it was about. */
export interface Report {
  previous: Match | undefined;
  match: Match;
  moment: Moment | undefined;
  correction: Correction | undefined;
  at: number;
}

export function scoreText({ home, away }: Pick<Match, 'home' | 'away'>): string {
  return home.score === undefined || away.score === undefined ? '' : `${home.score}–${away.score}`;
}

const STATUS_TITLES: Readonly<Record<string, string>> = {
  '1H': 'Kick-off',
  HT: 'Half time',
  '2H': 'Second half',
  ET: 'Extra time',
  P: 'Penalties',
  FT: 'Full time',
  AET: 'Full time after extra time',
  PEN: 'Decided on penalties',
  PST: 'Postponed',
  CANC: 'Cancelled',
  SUSP: 'Suspended',
  INT: 'Interrupted',
  ABD: 'Abandoned',
};

/** What is worth telling about a report, in the order to tell it. */
export function newsOf(report: Report): News[] {
  const { previous, match, moment, correction } = report;
  const told: News[] = [];
  const style = sportStyle(match.sport);
  if (correction) {
    told.push(news(report, MOMENT_KINDS.correction, 'Correction', undefined, correction.text, correction.before));
  } else if (previous !== undefined && style.scoresAreNews) {
    for (const side of ['home', 'away'] as const) {
      if ((match[side].score ?? 0) > (previous[side].score ?? 0)) {
        const who = moment?.kind === MOMENT_KINDS.goal && moment.side === side ? moment.text : '';
        told.push(news(report, MOMENT_KINDS.goal, style.score, side, who));
      }
    }
  }
  if (moment && !correction && isTold(moment.kind) && !told.some(({ kind }) => kind === moment.kind)) {
    told.push(news(report, moment.kind, titleOf(moment.kind, match), moment.side, moment.text));
  }
  if (previous && previous.status !== match.status && match.phase !== PHASES.upcoming) {
    told.push(news(report, MOMENT_KINDS.status, STATUS_TITLES[match.status] ?? match.statusText, undefined, ''));
  }
  return told;
}

/**
 * A goal arrives twice, as a new score and as an event with its scorer, in either order. Returns the earlier item with
 * what the later one adds, or undefined when they are not the same goal.
 */
export function joined(earlier: News, later: News): News | undefined {
  const same =
    earlier.matchKey === later.matchKey &&
    earlier.kind === MOMENT_KINDS.goal &&
    later.kind === MOMENT_KINDS.goal &&
    (earlier.side === later.side || later.side === undefined) &&
    Math.abs(later.at - earlier.at) < 120_000;
  if (!same) return undefined;
  if (earlier.detail && later.detail) return undefined;
  if (!later.detail && earlier.score !== later.score && !earlier.detail) return undefined;
  return {
    ...earlier,
    detail: earlier.detail || later.detail,
    score: later.score,
    when: later.detail ? later.when : earlier.when,
  };
}

/** The line beside the score after these news; undefined when they change nothing about it. */
export function noteOf(told: readonly News[], match: Match): Note | undefined {
  const last = told.findLast(({ kind }) => kind !== MOMENT_KINDS.status);
  if (!last) return undefined;
  if (last.kind === MOMENT_KINDS.correction) {
    return { kind: last.kind, text: last.before ? `Corrected, was ${last.before}` : `Corrected: ${last.detail}` };
  }
  const what = last.detail || `${last.title}, ${match[last.side ?? 'home'].name}`;
  return { kind: last.kind, text: last.when ? `${last.when} ${what}` : what };
}

/** The detail without what the title already says. */
export function detailBesideTitle({ title, detail }: News): string {
  if (detail.toLowerCase() === title.toLowerCase()) return '';
  return detail.toLowerCase().startsWith(`${title.toLowerCase()}, `) ? detail.slice(title.length + 2) : detail;
}

/** One sentence for the screen reader. */
export function sentence(item: News): string {
  const about = item.team ? `${item.title}, ${item.team}` : item.title;
  const detail = detailBesideTitle(item);
  const who = detail ? `, ${detail}` : '';
  return `${about}${who}. ${item.home} ${item.score.replace('–', ' ')} ${item.away}.`;
}

function isTold(kind: MomentKind): boolean {
  return kind === MOMENT_KINDS.goal || kind === MOMENT_KINDS.yellowCard || kind === MOMENT_KINDS.redCard;
}

function titleOf(kind: MomentKind, match: Match): string {
  if (kind === MOMENT_KINDS.goal) return sportStyle(match.sport).score;
  return kind === MOMENT_KINDS.redCard ? 'Red card' : 'Yellow card';
}

function news(
  { match, moment, at }: Report,
  kind: MomentKind,
  title: string,
  side: Side | undefined,
  detail: string,
  before?: string,
): News {
  return {
    matchKey: match.key,
    sport: match.sport,
    kind,
    side,
    title,
    team: side ? match[side].name : '',
    home: match.home.name,
    away: match.away.name,
    score: scoreText(match),
    before,
    detail,
    when:
      moment?.when || (kind === MOMENT_KINDS.status || kind === MOMENT_KINDS.correction ? '' : clockText(match, at)),
    at,
  };
}
