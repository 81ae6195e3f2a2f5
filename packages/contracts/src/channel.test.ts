import { describe, expect, it } from '@jest/globals';
import {
  assertChannelPattern,
  channelPrefixes,
  channelVisibility,
  isChannelPath,
  matchesChannel,
  type ChannelRule,
} from './channel.js';

const rule = (pattern: string, visibility: ChannelRule['visibility'] = 'public'): ChannelRule => ({
  pattern,
  visibility,
});

describe('a channel path', () => {
  it('has one to eight parts of letters, digits, - and _', () => {
    for (const path of ['a', 'live-scores/football/71/1492127', 'A_b/1', 'a/b/c/d/e/f/g/h', 'x'.repeat(64)])
      expect([path, isChannelPath(path)]).toEqual([path, true]);
    for (const path of [
      '',
      '/',
      'a/',
      '/a',
      'a//b',
      'a.b',
      'a/*',
      'a/>',
      'a b',
      'ä',
      'a/b/c/d/e/f/g/h/i',
      'x'.repeat(65),
    ])
      expect([path, isChannelPath(path)]).toEqual([path, false]);
  });

  it('has itself and every path above it as rooms', () => {
    expect(channelPrefixes('a/b/c')).toEqual(['a', 'a/b', 'a/b/c']);
  });

  it('is a channel of its workload when it has as many parts as a pattern and fits each', () => {
    const matches = (path: string) => matchesChannel('scores', rule('match/:id'), path);
    expect(matches('scores/match/7')).toBe(true);
    for (const path of ['scores', 'scores/match', 'scores/match/7/goals', 'scores/team/7', 'other/match/7'])
      expect([path, matches(path)]).toEqual([path, false]);
    expect(matchesChannel('scores', rule(''), 'scores')).toBe(true);
  });
});

describe('the visibility of a subscription', () => {
  const channels = {
    open: [rule(':sport/:match'), rule('news')],
    mixed: [rule('match/:id'), rule('match/:id/odds', 'private'), rule('table')],
    closed: [rule('reviews/:user', 'private')],
    none: [],
  };
  const of = (path: string) => channelVisibility(channels, path);

  it('is public where every channel that it reaches is public', () => {
    for (const path of ['open', 'open/football', 'open/football/7', 'open/news', 'mixed/table'])
      expect([path, of(path)]).toEqual([path, 'public']);
  });

  it('is private at, above and below a private channel', () => {
    for (const path of [
      'mixed/match/7/odds',
      'mixed/match/7/odds/home',
      'mixed/match/7',
      'mixed/match',
      'mixed',
      'closed/reviews/u1',
      'closed/reviews',
      'closed',
    ])
      expect([path, of(path)]).toEqual([path, 'private']);
  });

  it('is private where no channel is declared', () => {
    for (const path of [
      'mixed/unknown',
      'closed/other',
      'none',
      'none/any',
      'nobody/any',
      '',
      'constructor',
      'toString/x',
    ])
      expect([path, of(path)]).toEqual([path, 'private']);
  });
});

describe('assertChannelPattern', () => {
  it('takes parts and names of parts', () => {
    for (const pattern of ['', 'news', ':sport/:leagueId/:match_id', 'match/:id/odds'])
      expect(() => assertChannelPattern(pattern, 'scores.channels')).not.toThrow();
  });

  it('names what is wrong', () => {
    for (const pattern of ['a.b', 'a/*', ':', 'a/: id', ':a:b'])
      expect(() => assertChannelPattern(pattern, 'scores.channels')).toThrow(
        `scores.channels must be parts of letters, digits, - and _ joined by /, got ${JSON.stringify(pattern)}`,
      );
  });
});
