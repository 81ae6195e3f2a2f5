import { beforeAll, describe, expect, it } from '@jest/globals';
import { GENERATED_EVENING } from '../recordings-for-test.js';
import { expectedEvening, type ExpectedEvening } from './expected-evening.js';
import { complaints } from './oracle.js';
import { listedMatches } from './recording.js';
import { replay, type ReplayResult } from './replay.js';
import type { Statement } from './statement.js';

describe('a generated evening', () => {
  let expected: ExpectedEvening;
  let result: ReplayResult;
  beforeAll(async () => {
    expected = expectedEvening(await listedMatches(GENERATED_EVENING));
    result = await replay({ data: GENERATED_EVENING });
  });

  it('has the defects that recorded ones have', () => {
    const steps = expected.matches.flatMap(({ statements }) =>
      statements.slice(1).map(({ statement }, index) => [statements[index]!.statement, statement] as const),
    );
    const some = (is: (before: Statement, after: Statement) => boolean) => steps.some(([a, b]) => is(a, b));
    const short = ({ status }: Statement) => status.short;
    expect({
      scoreDown: some((a, b) => (b.home.goals ?? 0) < (a.home.goals ?? 0)),
      listShrinks: some((a, b) => (b.events?.length ?? 0) < (a.events?.length ?? 0)),
      kickOffMoves: some((a, b) => a.kickOff !== b.kickOff),
      teamRenamed: some((a, b) => a.home.name !== b.home.name),
      halfTime: some((a, b) => short(a) === 'HT' && short(b) === '2H'),
      ends: ['FT', 'PEN'].every((end) => some((a, b) => short(a) !== end && short(b) === end)),
      unreadable: expected.unreadable.length > 0,
      postponed: some((_, b) => short(b) === 'PST'),
      notYetBegun: some((a) => short(a) === 'NS'),
    }).toEqual({
      scoreDown: true,
      listShrinks: true,
      kickOffMoves: true,
      teamRenamed: true,
      halfTime: true,
      ends: true,
      unreadable: true,
      postponed: true,
      notYetBegun: true,
    });
  });

  it('reaches a client change by change through the real services, and ends in the tables', () => {
    expect(complaints(expected, result)).toEqual([]);
    expect(result.deadLetters.map(({ message }) => message)).toEqual(
      expected.unreadable.map(({ id }) => expect.stringContaining(`football match ${id} is invalid: goals.home: `)),
    );
  });

  it('would not pass with one message less or one twice', () => {
    for (const [place, message] of result.messages.entries()) {
      const less = { ...result, messages: result.messages.toSpliced(place, 1) };
      const twice = { ...result, messages: result.messages.toSpliced(place, 0, message) };
      expect([place, complaints(expected, less).length > 0]).toEqual([place, true]);
      expect([place, complaints(expected, twice).length > 0]).toEqual([place, true]);
    }
  });
});
