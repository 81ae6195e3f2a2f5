import { isDeepStrictEqual } from 'node:util';
import type { ExpectedMatch } from './expected-evening.js';
import { sameItems, without } from './multiset.js';
import type { Received, ReceivedData, ReceivedEvent } from './received.js';
import { eventText, type Statement } from './statement.js';

/** The match as it stands after a response. */
interface Known {
  statement: Statement;
  period: number | null;
  /** Texts of events by the identity that messages give them. */
  events: Map<string, string>;
}

/** Which messages belong to one response: their places among all, and the upstream times they carry. */
export interface MessagesOfPoll {
  poll: number;
  places: number[];
  upstreamAt: number[];
}

/**
 * Compares the messages of one match with what the recording says of it. Stops at the first response that does not fit,
 * since everything after it would only repeat the complaint.
 */
export function checkMatch(
  { id, statements }: ExpectedMatch,
  messages: readonly Received[],
  complain: (problem: string) => void,
): MessagesOfPoll[] {
  const groups = byRevision(messages, (problem) => complain(`match ${id}: ${problem}`));
  const polls: MessagesOfPoll[] = [];
  let known: Known | undefined;
  for (const { poll, statement } of statements) {
    if (known && !saysSomethingNew(known, statement)) continue;
    const group: Received[] = groups.shift() ?? [];
    const where = `match ${id}, response ${poll}`;
    if (group.length === 0) {
      complain(`${where}: nothing was sent, though it ${known ? 'differs from the one before' : 'is new'}`);
      return polls;
    }
    const problems: string[] = [];
    known = known ? checkChange(known, statement, group, problems) : checkAdded(statement, group, problems);
    for (const problem of problems) complain(`${where}: ${problem}`);
    if (problems.length > 0) return polls;
    polls.push({
      poll,
      places: group.map(({ place }) => place),
      upstreamAt: group.map(({ data }) => data.upstreamAt),
    });
  }
  for (const { type, data } of groups.flat())
    complain(`match ${id}: ${type} of revision ${data.revision} was sent without a change`);
  return polls;
}

/** Messages of one change each. Order within a match is: revision and upstream time never go down. */
function byRevision(messages: readonly Received[], complain: (problem: string) => void): Received[][] {
  const groups: Received[][] = [];
  for (const [index, message] of messages.entries()) {
    const before = messages[index - 1]?.data;
    const { revision, upstreamAt } = message.data;
    if (before && revision < before.revision) complain(`revision ${revision} came after ${before.revision}`);
    if (before && upstreamAt < before.upstreamAt)
      complain(`an older state came after a newer one (revision ${revision})`);
    if (before && revision > before.revision + 1) complain(`revision ${revision} came right after ${before.revision}`);
    if (before?.revision === revision) groups.at(-1)!.push(message);
    else groups.push([message]);
  }
  return groups;
}

function checkAdded(statement: Statement, group: readonly Received[], problems: string[]): Known {
  const known: Known = { statement, period: statement.period, events: new Map() };
  const [added] = group;
  if (group.length > 1 || added?.type !== 'match.added') {
    problems.push(`a new match must be one match.added, got ${types(group)}`);
    return known;
  }
  checkState(added.data, known, problems);
  for (const event of added.data.events ?? []) known.events.set(event.id, eventText(event));
  if (!sameItems([...known.events.values()], statement.events ?? []))
    problems.push(`match.added carries other events than the response: ${[...known.events.values()].join(' ')}`);
  return known;
}

function checkChange(before: Known, statement: Statement, group: readonly Received[], problems: string[]): Known {
  const next: Known = { statement, period: carriedPeriod(before, statement), events: new Map(before.events) };
  for (const { data } of group) checkState(data, next, problems);
  const byType = (type: string) => group.filter((message) => message.type === type).map(({ data }) => data);
  const [added, removed, changed] = [byType('match.event'), byType('match.corrected'), byType('match.updated')];
  const statuses = byType('match.status-changed');
  const count = added.length + removed.length + changed.length + statuses.length;
  if (count < group.length || removed.length > 1 || changed.length > 1 || statuses.length > 1)
    problems.push(`unexpected messages for one change: ${types(group)}`);
  const takenBack = tallies(before.statement).some((points, index) => points > tallies(statement)[index]!);
  const moved = !isDeepStrictEqual(tallies(before.statement), tallies(statement));
  checkParts('match.updated', changed[0], updatedParts(before, next, moved && !takenBack), before, next, problems);
  checkParts(
    'match.status-changed',
    statuses[0],
    isDeepStrictEqual(before.statement.status, statement.status) ? [] : ['status'],
    before,
    next,
    problems,
  );
  const events = removed[0]?.change.events;
  checkParts(
    'match.corrected',
    removed[0],
    [...(takenBack ? ['score'] : []), ...(events ? ['events'] : [])],
    before,
    next,
    problems,
  );
  foldEvents(before, next, added, events, problems);
  return next;
}

/** Everything but score-taken-back, status and events is an update. */
function updatedParts(before: Known, next: Known, scoreWentUp: boolean): string[] {
  const [a, b] = [before.statement, next.statement];
  const sameTallies = isDeepStrictEqual(tallies(a), tallies(b));
  return [
    ...(scoreWentUp ? ['score'] : []),
    ...(sameTallies && !isDeepStrictEqual(a.periods, b.periods) ? ['periods'] : []),
    ...(next.period !== null && before.period !== next.period ? ['period'] : []),
    ...(a.elapsed !== b.elapsed || a.extra !== b.extra ? ['clock'] : []),
    ...(a.kickOff !== b.kickOff ? ['kickOff'] : []),
    ...(isDeepStrictEqual(detailsOf(a), detailsOf(b)) ? [] : ['details']),
  ];
}

/** The message is there exactly if something calls for it, and reports that with old and new, and nothing else. */
function checkParts(
  type: string,
  data: ReceivedData | undefined,
  parts: readonly string[],
  before: Known,
  next: Known,
  problems: string[],
): void {
  const reported = Object.keys(data?.change ?? {});
  if (!sameItems(reported, parts))
    problems.push(`${type} must report [${[...parts].sort().join()}], reports [${reported.sort().join()}]`);
  if (!data) return;
  if (reported.length === 0) problems.push(`${type} reports no change`);
  const valueOf: Record<string, (known: Known) => unknown> = {
    score: ({ statement }) => scoreOf(statement),
    periods: ({ statement }) => statement.periods,
    status: ({ statement }) => statement.status,
    period: ({ period }) => period,
    clock: clockOf,
    kickOff: ({ statement }) => statement.kickOff,
    details: ({ statement }) => detailsOf(statement),
  };
  for (const [part, change] of Object.entries(data.change)) {
    const expected = valueOf[part] && { old: valueOf[part](before), new: valueOf[part](next) };
    if (expected && !isDeepStrictEqual(change, expected))
      problems.push(`${type}.${part} is ${JSON.stringify(change)} instead of ${JSON.stringify(expected)}`);
  }
}

/** Events that were announced, restated and withdrawn must add up to the list of the response, without a detour. */
function foldEvents(
  before: Known,
  next: Known,
  announcements: readonly ReceivedData[],
  correction: { removed: ReceivedEvent[]; changed: { old: ReceivedEvent; new: ReceivedEvent }[] } | undefined,
  problems: string[],
): void {
  const { removed, changed } = correction ?? { removed: [], changed: [] };
  const announced = announcements.flatMap(({ change }) => change.event?.new ?? []);
  if (announced.length < announcements.length) problems.push('match.event without an event');
  if (announcements.some(({ change }) => Object.keys(change).length !== 1)) problems.push('match.event reports more');
  if (correction && removed.length + changed.length === 0) problems.push('match.corrected without a correction');
  for (const event of removed) forget(next, event, problems);
  for (const each of changed) {
    if (each.old.id !== each.new.id) problems.push(`event ${each.old.id} became ${each.new.id}`);
    forget(next, each.old, problems);
    next.events.set(each.new.id, eventText(each.new));
  }
  for (const event of announced) {
    if (before.events.has(event.id) || next.events.has(event.id)) problems.push(`event ${event.id} was sent twice`);
    next.events.set(event.id, eventText(event));
  }
  if (next.statement.events === undefined) return;
  const [was, is] = [[...before.events.values()], next.statement.events];
  const gone = [...removed, ...changed.map((each) => each.old)].map(eventText);
  const come = [...announced, ...changed.map((each) => each.new)].map(eventText);
  for (const event of without(without(was, is), gone)) problems.push(`nobody was told that this is gone: ${event}`);
  for (const event of without(gone, without(was, is))) problems.push(`taken back, though still listed: ${event}`);
  for (const event of without(without(is, was), come)) problems.push(`nobody was told of this event: ${event}`);
  for (const event of without(come, without(is, was))) problems.push(`announced, though not new: ${event}`);
  for (const old of removed)
    for (const event of announced)
      if (sameHappening(old, event)) problems.push(`announced again instead of restated: ${eventText(event)}`);
}

function forget(known: Known, event: ReceivedEvent, problems: string[]): void {
  if (known.events.get(event.id) !== eventText(event))
    problems.push(`event ${event.id} is corrected, but was never sent like this: ${eventText(event)}`);
  known.events.delete(event.id);
}

/** One thing of which more, or something else, is known now; to be told as a correction, never as something new. */
function sameHappening(a: ReceivedEvent, b: ReceivedEvent): boolean {
  const key = ({ type, detail, elapsed, extra, team }: ReceivedEvent) => [type, detail, elapsed, extra, team];
  const player = ({ player: who }: ReceivedEvent) => (who as { id: string | null }).id;
  const samePlayer = player(a) === player(b) || player(a) === null || player(b) === null;
  return isDeepStrictEqual(key(a), key(b)) && samePlayer && a.type !== 'subst';
}

/** Every message shows the match as the response has it. */
function checkState(data: ReceivedData, known: Known, problems: string[]): void {
  const { statement } = known;
  const expected = {
    id: `football-${statement.id}`,
    sport: 'football',
    matchId: statement.id,
    ...detailsOf(statement),
    score: scoreOf(statement),
    status: statement.status,
    clock: clockOf(known),
    kickOff: statement.kickOff,
  };
  for (const [part, value] of Object.entries(expected)) {
    const shown = data[part as keyof ReceivedData];
    if (!isDeepStrictEqual(shown, value))
      problems.push(`${part} is ${JSON.stringify(shown)} instead of ${JSON.stringify(value)}`);
  }
}

function saysSomethingNew(known: Known, statement: Statement): boolean {
  const shape = ({ league, home, away, periods, status, elapsed, extra, kickOff }: Statement) => {
    return { league, home, away, periods, status, elapsed, extra, kickOff };
  };
  const period = carriedPeriod(known, statement);
  if (period !== null && period !== known.period) return true;
  const kickedOff = { ...statement, home: { ...statement.home }, away: { ...statement.away } };
  // Nothing yet and nil are the same.
  kickedOff.home.goals ??= known.statement.home.goals === 0 ? 0 : null;
  kickedOff.away.goals ??= known.statement.away.goals === 0 ? 0 : null;
  if (!isDeepStrictEqual(shape(known.statement), shape(kickedOff))) return true;
  return statement.events !== undefined && !sameItems([...known.events.values()], statement.events);
}

/** A match that is over or interrupted does not say in which period that was. */
function carriedPeriod(before: Known, { status, period }: Statement): number | null {
  return period ?? (['scheduled', 'postponed'].includes(status.phase) ? null : before.period);
}

/** The points that decide: goals and, in a shoot-out, penalties. */
function tallies({ home, away, periods }: Statement): number[] {
  const shootOut = periods.find(({ name }) => name === 'penalty');
  return [home.goals, away.goals, shootOut?.home, shootOut?.away].map((points) => points ?? 0);
}

function scoreOf({ home, away, periods }: Statement): ReceivedData['score'] {
  return { home: home.goals, away: away.goals, periods };
}

function clockOf({ statement, period }: Known): ReceivedData['clock'] {
  return { elapsed: statement.elapsed, extra: statement.extra, period };
}

function detailsOf({ league, home, away }: Statement): { league: unknown; teams: unknown } {
  const team = ({ id, name, logo }: Statement['home']) => ({ id, name, logo });
  return { league, teams: { home: team(home), away: team(away) } };
}

function types(group: readonly Received[]): string {
  return group.map(({ type }) => type).join(', ');
}
