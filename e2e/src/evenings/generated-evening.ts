import { LiveScoresSimulator, simulatorSettings } from '@kickoff/live-scores/simulator';

/**
 * An evening of `GET /fixtures?live=all` responses with every defect that recorded ones have, from the simulator and a
 * seed: the same on every machine. The simulator lets goals and cards be taken back and scorers be named later; what it
 * does not do by itself is in `MISHAPS`.
 */

const SEED = 'evening-2826';
const START = Date.UTC(2026, 2, 14, 19, 0);
const POLLS = 11;
const BETWEEN_POLLS_MS = 12 * 60_000;
const MATCHES = 6;

interface Fixture {
  fixture: {
    id: number;
    timestamp: number;
    date: string;
    status: { long: string; short: string; elapsed: number | null; extra: number | null };
  };
  league: { round: string };
  teams: { home: { name: string } };
  goals: { home: unknown; away: unknown };
  score: { penalty: { home: number | null; away: number | null } };
  events: unknown[];
}

/** Something that goes wrong with one match from one poll on, for so many polls. */
interface Mishap {
  /** Number of the poll, from 1. */
  from: number;
  polls: number;
  /** The match that it befalls: the first that is listed at that poll and fits. */
  fits: (match: Fixture) => boolean;
  /** What the response lists instead; undefined: it does not list the match. `poll` counts from 0. */
  becomes: (match: Fixture, poll: number) => Fixture | undefined;
}

const MISHAPS: readonly Mishap[] = [
  { from: 3, polls: 1, fits: hasStatus('1H'), becomes: () => undefined },
  { from: 4, polls: 2, fits: ({ goals }) => Number(goals.home) > 0, becomes: takenBack },
  { from: 5, polls: 1, fits: ({ events }) => events.length > 3, becomes: shortened },
  { from: 6, polls: POLLS, fits: hasStatus('1H'), becomes: moved },
  { from: 6, polls: 2, fits: hasStatus('2H'), becomes: broken },
  { from: 7, polls: POLLS, fits: hasStatus('2H'), becomes: () => undefined },
  { from: 8, polls: 1, fits: hasStatus('1H'), becomes: suspended },
  { from: 8, polls: 1, fits: hasJustBegun, becomes: notYetBegun },
  { from: 9, polls: POLLS, fits: hasStatus('2H'), becomes: renamed },
  { from: 10, polls: 1, fits: hasStatus('2H'), becomes: listedAsEnded },
  { from: 10, polls: POLLS, fits: hasStatus('1H'), becomes: listedAsPostponed },
];

/** This match goes on after its end: extra time, then penalties, then it leaves the list. */
const EXTRA_TIME = { from: 5, elapsedAtLeast: 75 } as const;
const AFTER_FULL_TIME = [
  { short: 'ET', long: 'Extra Time', elapsed: 105, penalty: { home: null, away: null } },
  { short: 'P', long: 'Penalty In Progress', elapsed: 120, penalty: { home: 1, away: 0 } },
  { short: 'P', long: 'Penalty In Progress', elapsed: 120, penalty: { home: 4, away: 3 } },
];

/** Content by file name, in the order in which they are played. */
export function generatedEvening(seed = SEED): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [index, entries] of evening(seed).entries()) {
    const body = {
      get: 'fixtures',
      // As PHP writes it: an empty map is a list, sometimes.
      parameters: index % 4 === 3 ? [] : { live: 'all' },
      errors: index % 3 === 2 ? {} : [],
      results: entries.length,
      paging: { current: 1, total: 1 },
      response: entries,
    };
    files[`poll-${String(index + 1).padStart(2, '0')}.json`] = `${JSON.stringify(body)}\n`;
  }
  return files;
}

function evening(seed: string): Fixture[][] {
  const settings = simulatorSettings.parse({
    SIMULATOR_SEED: seed,
    SIMULATOR_MATCHES: String(MATCHES),
    SIMULATOR_OTHER_MATCHES: '0',
    SIMULATOR_SPEED: '1',
  });
  let now = START;
  const simulator = new LiveScoresSimulator(settings, () => now);
  const befallen = new Map<Mishap, number>();
  let lateOne: Fixture | undefined;
  return Array.from({ length: POLLS }, (_, index) => {
    const poll = index + 1;
    now = START + index * BETWEEN_POLLS_MS;
    const request = { sport: 'football', path: '/fixtures', parameters: { live: 'all' }, key: undefined } as const;
    const answer = simulator.answer(request);
    let matches = (answer && 'entries' in answer ? answer.entries : []) as Fixture[];
    if (poll === EXTRA_TIME.from)
      lateOne = matches.find(({ fixture: { status } }) => (status.elapsed ?? 0) >= EXTRA_TIME.elapsedAtLeast);
    const after = lateOne && AFTER_FULL_TIME[poll - EXTRA_TIME.from - 1];
    matches = matches.filter(({ fixture }) => fixture.id !== lateOne?.fixture.id || poll <= EXTRA_TIME.from);
    for (const mishap of MISHAPS) {
      if (poll < mishap.from || poll >= mishap.from + mishap.polls) continue;
      const going = [...befallen].filter(([{ from, polls }]) => poll < from + polls);
      const taken = [...going.map(([, id]) => id), lateOne?.fixture.id];
      if (poll === mishap.from) {
        const match = matches.find((each) => !taken.includes(each.fixture.id) && mishap.fits(each));
        if (!match)
          throw new Error(`no match of poll ${poll} fits mishap ${MISHAPS.indexOf(mishap) + 1}; try another seed`);
        befallen.set(mishap, match.fixture.id);
      }
      matches = matches.flatMap((match) =>
        match.fixture.id === befallen.get(mishap) ? (mishap.becomes(match, poll - mishap.from) ?? []) : [match],
      );
    }
    return lateOne && after ? [...matches, lateStage(lateOne, after)] : matches;
  });
}

function hasStatus(short: string) {
  return ({ fixture }: Fixture) => fixture.status.short === short;
}

/** Since the poll before, so that this is its first listing. */
function hasJustBegun({ fixture: { status } }: Fixture): boolean {
  return status.short === '1H' && (status.elapsed ?? 0) <= BETWEEN_POLLS_MS / 60_000;
}

function takenBack(match: Fixture): Fixture {
  const events = match.events.filter((event) => (event as { type: string }).type !== 'Goal');
  return { ...match, goals: { ...match.goals, home: Number(match.goals.home) - 1 }, events };
}

function shortened(match: Fixture): Fixture {
  return { ...match, events: match.events.slice(0, -2) };
}

function moved(match: Fixture): Fixture {
  const timestamp = match.fixture.timestamp - 300;
  const date = new Date(timestamp * 1_000).toISOString().replace('.000Z', '+00:00');
  return { ...match, fixture: { ...match.fixture, timestamp, date } };
}

/** Statements of two polls differ in their clock, so each is to be kept with its reason. */
function broken(match: Fixture): Fixture {
  return { ...match, goals: { home: 'two', away: null } };
}

function suspended(match: Fixture): Fixture {
  const status = { ...match.fixture.status, short: 'SUSP', long: 'Match Suspended' };
  return { ...match, fixture: { ...match.fixture, status } };
}

/** Real ones leave the list instead, but nothing promises it. */
function listedAsEnded(match: Fixture): Fixture {
  const status = { ...match.fixture.status, short: 'FT', long: 'Match Finished' };
  return { ...match, fixture: { ...match.fixture, status } };
}

function notYetBegun(match: Fixture): Fixture {
  const status = { short: 'NS', long: 'Not Started', elapsed: null, extra: null };
  return { ...match, fixture: { ...match.fixture, status }, goals: { home: null, away: null }, events: [] };
}

function listedAsPostponed(match: Fixture): Fixture {
  const status = { short: 'PST', long: 'Match Postponed', elapsed: null, extra: null };
  return { ...match, fixture: { ...match.fixture, status }, goals: { home: null, away: null }, events: [] };
}

function renamed(match: Fixture): Fixture {
  const home = { ...match.teams.home, name: `${match.teams.home.name} FC` };
  return { ...match, teams: { ...match.teams, home }, league: { ...match.league, round: 'Rescheduled' } };
}

function lateStage(match: Fixture, { short, long, elapsed, penalty }: (typeof AFTER_FULL_TIME)[number]): Fixture {
  const status = { short, long, elapsed, extra: null };
  return { ...match, fixture: { ...match.fixture, status }, score: { ...match.score, penalty } };
}
