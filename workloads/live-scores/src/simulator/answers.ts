import type { Sport } from '../sports/sport.js';
import { footballLeagues, footballTeams, fixtureOf } from './football-entries.js';
import { gameOf, leaguesOfSport, teamsOfSport } from './games-entries.js';
import type { MatchDay } from './match-day.js';
import type { Replay } from './replay.js';
import type { MatchInstant } from './simulated-match.js';

/** What one request of an API is answered with: the `response` list, or `errors`. */
export type Answer = { entries: unknown[]; raw?: undefined } | { errors: Record<string, string> } | { raw: string };

export interface AnswerSources {
  sport: Sport;
  day: MatchDay;
  /** Only football; takes the place of the match day. */
  replay: Replay | undefined;
  now: number;
}

type Parameters = Readonly<Record<string, string>>;

const IDS_PER_CALL = 20;
const REQUIRED = { required: 'At least one parameter is required.' };

/** Undefined for a path that the API does not have. */
export function answerOf(path: string, parameters: Parameters, sources: AnswerSources): Answer | undefined {
  const football = sources.sport === 'football';
  switch (path) {
    case '/fixtures':
      return football ? fixtures(parameters, sources) : undefined;
    case '/games':
      return football ? undefined : games(parameters, sources);
    case '/leagues':
      return { entries: football ? footballLeagues() : leaguesOfSport(sources.sport) };
    case '/teams': {
      const league = Number(parameters['league']);
      if (!parameters['league']) return { errors: REQUIRED };
      return { entries: football ? footballTeams(league) : teamsOfSport(sources.sport, league) };
    }
    case '/status':
      return { entries: [] };
    default:
      return undefined;
  }
}

function fixtures(parameters: Parameters, { day, replay, now }: AnswerSources): Answer {
  const { live, ids, id, date } = parameters;
  const list = (instants: readonly MatchInstant[], withEvents: boolean) => ({
    entries: instants.map((instant) => fixtureOf(instant, withEvents)),
  });
  if (live !== undefined) {
    if (live !== 'all') return { errors: { live: 'The Live field only accepts all here.' } };
    return replay ? { raw: replay.liveBody() } : list(day.live(now), true);
  }
  const asked = ids?.split('-') ?? (id === undefined ? undefined : [id]);
  if (asked) {
    if (asked.length > IDS_PER_CALL)
      return { errors: { ids: `The Ids field may not contain more than ${IDS_PER_CALL} ids.` } };
    if (replay) return { entries: asked.flatMap((each) => replay.byId(each) ?? []) };
    return list(
      asked.flatMap((each) => day.byId(Number(each), now) ?? []),
      true,
    );
  }
  if (date === undefined) return { errors: REQUIRED };
  if (!isDate(date)) return { errors: { date: 'The Date field must contain a valid date (YYYY-MM-DD).' } };
  return replay ? { entries: [] } : list(day.ofDate(date, now), false);
}

function games(parameters: Parameters, { sport, day, replay, now }: AnswerSources): Answer {
  const { live, id, date } = parameters;
  const list = (instants: readonly MatchInstant[]) => ({ entries: instants.map(gameOf) });
  if (live !== undefined && sport === 'american-football') return list(replay ? [] : day.live(now));
  if (live !== undefined) return { errors: { live: 'The Live field do not exist.' } };
  if (id !== undefined) {
    const instant = day.byId(Number(id), now);
    return list(instant ? [instant] : []);
  }
  if (date === undefined) return { errors: REQUIRED };
  if (!isDate(date)) return { errors: { date: 'The Date field must contain a valid date (YYYY-MM-DD).' } };
  return list(replay ? [] : day.ofDate(date, now));
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
