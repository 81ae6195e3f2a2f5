import { beforeAll, describe, expect, it } from '@jest/globals';
import { RECORDED_EVENING, RECORDED_EVENING_NOTE, RECORDED_EVENING_PRESENT } from '../recordings-for-test.js';
import { expectedEvening } from './expected-evening.js';
import { complaints } from './oracle.js';
import { receivedOf, type ReceivedData } from './received.js';
import { listedMatches } from './recording.js';
import { replay, type ReplayResult } from './replay.js';

(RECORDED_EVENING_PRESENT ? describe : describe.skip)(`a recorded evening${RECORDED_EVENING_NOTE}`, () => {
  let result: ReplayResult;
  beforeAll(async () => {
    result = await replay({ data: RECORDED_EVENING });
  }, 240_000);

  it('reaches a client change by change through the real services, and ends in the tables', async () => {
    const expected = expectedEvening(await listedMatches(RECORDED_EVENING));
    expect(expected.matches).toHaveLength(55);
    expect(expected.unreadable).toEqual([]);
    expect(complaints(expected, result)).toEqual([]);
  });

  // Counted in the files by hand, so that the oracle is not the only witness.
  it('tells the match whose events shrink from four to two as a person reads it in the files', () => {
    const messages = result.messages.map(receivedOf).filter(({ data }) => data.matchId === '1501051');
    const told = messages.map(({ type, data }) => `${data.clock.elapsed}' ${type} ${partsOf(data)}`);
    const [first, second, third, ...rest] = groupBy(told, (line) => line.split("'")[0]!);
    expect(first).toEqual(["7' match.added "]);
    expect(second).toEqual(["22' match.updated clock"]);
    expect(third?.sort()).toEqual([
      "37' match.event event: Card Yellow Card",
      "37' match.event event: subst Substitution 1",
      "37' match.updated clock",
    ]);
    const [half, shrunk, next] = rest;
    // The card of minute 30 is now one of minute 39 or gone; either way the list is then the one of the file.
    expect(half?.filter((line) => line.includes('match.status-changed'))).toHaveLength(1);
    expect(half?.filter((line) => line.includes('Substitution 2'))).toHaveLength(1);
    expect(shrunk?.sort()).toEqual([
      "48' match.corrected events: 2 removed, 0 restated",
      "48' match.status-changed status",
      "48' match.updated clock,period",
    ]);
    expect(next?.sort()).toEqual([
      "63' match.event event: subst Substitution 1",
      "63' match.event event: subst Substitution 2",
      "63' match.updated clock",
    ]);
    expect(rest.slice(3).map((group) => group.filter((line) => line.includes('match.event')).length)).toEqual([2, 5]);
    expect(told.at(-1)).toBe("90' match.status-changed status");
  });

  it('counts what a person counts in the files', () => {
    const counts = new Map<string, number>();
    for (const { type } of result.messages) counts.set(type, (counts.get(type) ?? 0) + 1);
    // 88 in the files, and 44 matches that leave the list for good.
    expect(counts.get('match.status-changed')).toBe(88 + 44);
    expect(counts.get('match.added')).toBe(55);
    expect(result.rows['match_events']).toHaveLength(307);
  });
});

function partsOf({ change }: ReceivedData): string {
  if (change.event) return `event: ${String(change.event.new.type)} ${String(change.event.new.detail)}`;
  if (change.events) return `events: ${change.events.removed.length} removed, ${change.events.changed.length} restated`;
  return Object.keys(change).sort().join();
}

/** Neighbours with the same key, together. */
function groupBy(lines: readonly string[], keyOf: (line: string) => string): string[][] {
  const groups: string[][] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0 && keyOf(lines[index - 1]!) === keyOf(line)) groups.at(-1)!.push(line);
    else groups.push([line]);
  }
  return groups;
}
