import { describe, expect, it } from '@jest/globals';
import { isName } from './name.js';
import { PRIORITIES } from './priority.js';
import {
  broadcastSubject,
  channelOfSubject,
  deadSubject,
  eventsSubject,
  jobCheckSubject,
  jobSubject,
  lineClaimCheckSubject,
  lineClaimSubject,
  lineSubject,
  parseJobSubject,
  readySubject,
  retriedSubject,
  suspectSubject,
  uniqueCheckSubject,
  type JobAddress,
} from './subjects.js';

const address: JobAddress = {
  workload: 'live-scores',
  place: 'ready',
  queue: 'polling',
  priority: 'high',
  name: 'poll-matches',
  key: '0123456789abcdef',
  id: '01a201c0-3f81-7000-8000-000000000001',
};

/** Whether the broker would deliver `subject` to a subscription of `filter`. */
function covers(filter: string, subject: string): boolean {
  const expected = filter.split('.');
  const parts = subject.split('.');
  return (
    expected.every((token, index) =>
      token === '>' ? parts.length > index : parts[index] !== undefined && (token === '*' || token === parts[index]),
    ) &&
    (expected.at(-1) === '>' || expected.length === parts.length)
  );
}

describe('the subjects of the wire', () => {
  it('are spelt as every version before spelt them', () => {
    expect({
      job: jobSubject(address),
      later: jobSubject({ ...address, place: 'later' }),
      check: jobCheckSubject(address),
      unique: uniqueCheckSubject('live-scores', 'poll-matches', address.key),
      line: lineSubject('live-scores', address.key),
      claim: lineClaimSubject(address),
      claims: lineClaimCheckSubject(address),
      suspect: suspectSubject('live-scores', address.id),
      retried: retriedSubject('live-scores', address.id, 4),
      ready: readySubject('live-scores', 'polling', 'high'),
      events: eventsSubject('live-scores', 'poll-matches'),
      dead: deadSubject(address),
    }).toEqual({
      job: `jobs.live-scores.ready.polling.high.poll-matches.0123456789abcdef.${address.id}`,
      later: `jobs.live-scores.later.polling.high.poll-matches.0123456789abcdef.${address.id}`,
      check: `jobs.live-scores.*.*.*.poll-matches.0123456789abcdef.${address.id}`,
      unique: 'jobs.live-scores.*.*.*.poll-matches.0123456789abcdef.>',
      line: 'jobs.live-scores.*.*.*.*.0123456789abcdef.*',
      claim: `jobs.live-scores.claim.-.-.-.0123456789abcdef.${address.id}`,
      claims: 'jobs.live-scores.claim.-.-.-.0123456789abcdef.*',
      suspect: `jobs.live-scores.suspect.${address.id}`,
      retried: `jobs.live-scores.retried.${address.id}.4`,
      ready: 'jobs.live-scores.ready.polling.high.>',
      events: 'events.live-scores.poll-matches.job',
      dead: `dead.live-scores.polling.poll-matches.${address.id}`,
    });
  });

  it('are read back as they were written, for every place and priority', () => {
    for (const place of ['ready', 'later'] as const)
      for (const priority of PRIORITIES) {
        const written = { ...address, place, priority };
        expect(parseJobSubject(jobSubject(written))).toEqual(written);
      }
  });

  it('are no job for claims, notes, consumers of nothing and other words', () => {
    for (const subject of [
      lineClaimSubject(address),
      suspectSubject('live-scores', address.id),
      retriedSubject('live-scores', address.id, 4),
      jobSubject(address).replace('.high.', '.urgent.'),
      jobSubject(address).replace('.ready.', '.running.'),
      jobSubject(address).replace('jobs.', 'events.'),
      `${jobSubject(address)}.more`,
      'jobs.live-scores.ready.polling.high.short',
      '',
    ])
      expect([subject, parseJobSubject(subject)]).toEqual([subject, undefined]);
  });

  it('cover a job wherever it waits, and no other one', () => {
    const anywhere = [address, { ...address, place: 'later' as const, queue: 'other', priority: 'low' as const }];
    for (const job of anywhere)
      for (const filter of [
        jobCheckSubject(address),
        uniqueCheckSubject('live-scores', address.name, address.key),
        lineSubject('live-scores', address.key),
      ])
        expect([filter, covers(filter, jobSubject(job))]).toEqual([filter, true]);
    expect(covers(jobCheckSubject(address), jobSubject({ ...address, id: 'other' }))).toBe(false);
    const unique = uniqueCheckSubject('live-scores', address.name, address.key);
    expect(covers(unique, jobSubject({ ...address, name: 'other' }))).toBe(false);
    expect(covers(unique, jobSubject({ ...address, id: 'other' }))).toBe(true);
  });

  it('show a line together with its claim, which neither a job nor a consumer nor a unique key has', () => {
    const claim = lineClaimSubject(address);
    expect(covers(lineSubject('live-scores', address.key), claim)).toBe(true);
    expect(covers(lineClaimCheckSubject(address), claim)).toBe(true);
    expect(covers(jobCheckSubject(address), claim)).toBe(false);
    expect(covers(uniqueCheckSubject('live-scores', address.name, address.key), claim)).toBe(false);
    expect(covers(readySubject('live-scores', 'polling', 'high'), claim)).toBe(false);
    expect(covers(readySubject('live-scores', 'polling', 'high'), jobSubject(address))).toBe(true);
  });

  it('carry a channel there and back', () => {
    expect(broadcastSubject('live-scores/football/7')).toBe('broadcast.live-scores.football.7');
    expect(channelOfSubject('broadcast.live-scores.football.7')).toBe('live-scores/football/7');
  });
});

describe('isName', () => {
  it('takes kebab-case alone', () => {
    for (const word of ['a', 'live-scores', 'poll-2-matches', 'x1']) expect([word, isName(word)]).toEqual([word, true]);
    for (const word of ['', '-', 'a-', '-a', 'a--b', 'A', 'a_b', 'a.b', '1a', 'a b', 'ä', '*', '>', 'a\n'])
      expect([word, isName(word)]).toEqual([word, false]);
  });
});
