import { describe, expect, it } from '@jest/globals';
import { daysAgo, emptyProfile, repository, type ProfileParts } from '../testing/profile-for-test.js';
import type { Scores } from '../contracts/scores.js';
import { languagesOf, overallScore, scoreProfile } from './score-profile.js';

const NOTHING = { profile: 0, projects: 0, consistency: 0, technical: 0, community: 0, overall: 0 };

describe('scores', () => {
  it('are nought for an account of today without anything, and 100 for one with everything', () => {
    expect(scoreProfile(emptyProfile())).toEqual(NOTHING);
    const project = repository({
      description: 'Says hello',
      homepage: 'https://example.com',
      topics: ['greeting'],
      license: 'MIT',
      stars: 100,
      forks: 40,
      size_kb: 20_000,
      pushed_at: daysAgo(0),
      languages: { Go: 30, TypeScript: 30, Rust: 20, C: 20 },
      readme: 'x'.repeat(500),
    });
    const everything = emptyProfile({
      user: {
        name: 'Mona',
        bio: 'b'.repeat(40),
        location: 'Bergen',
        company: 'Octo',
        blog: 'https://example.com',
        email: 'mona@example.com',
        followers: 1_000,
        created_at: daysAgo(3 * 365),
      },
      profile_readme: 'r'.repeat(300),
      repositories: Array.from({ length: 20 }, (_, index) => ({ ...project, name: `project-${index}` })),
      events: Array.from({ length: 36 }, (_, index) => ({
        type: 'PullRequestEvent',
        repository: `somebody/project-${index}`,
        created_at: daysAgo((index % 12) * 7),
      })),
    });
    expect(scoreProfile(everything)).toEqual({
      profile: 100,
      projects: 100,
      consistency: 100,
      technical: 100,
      community: 100,
      overall: 100,
    });
  });

  // Worked out by hand from the README.
  it.each<[string, ProfileParts, Partial<Scores>]>([
    ['a name and half a bio', { user: { name: 'Mona', bio: 'b'.repeat(20) } }, { profile: 25, overall: 4 }],
    [
      // 15 + 35 × ln 22 / ln 501 + 20 × ln 2 / ln 21, and 25 × ln 101 / ln 100001 + 15
      'one described, licensed project with 21 stars',
      { repositories: [repository({ description: 'Says hello', license: 'MIT', stars: 21, size_kb: 100 })] },
      { projects: 37, technical: 25 },
    ],
    [
      // 50 × 3/12 + 30 × 1/6 + 20 × (1 − 1/90)
      'three active weeks of twelve',
      {
        repositories: [repository({ pushed_at: daysAgo(1) })],
        events: [1, 8, 9, 50].map((days) => push(daysAgo(days))),
      },
      { consistency: 37 },
    ],
    [
      // 35 × ln 100 / ln 1001 + 25 × ln 2 / ln 31 + 15 × ln 2 / ln 11; the event in the user's own project does not count
      'ninety-nine followers and one contribution',
      {
        user: { followers: 99 },
        events: [
          { type: 'IssuesEvent', repository: 'Octocat/hello-world', created_at: daysAgo(1) },
          { type: 'IssuesEvent', repository: 'octocats/hello-world', created_at: daysAgo(1) },
        ],
      },
      { community: 33 },
    ],
  ])('of %s', (_, parts, expected) => {
    expect(scoreProfile(emptyProfile(parts))).toMatchObject(expected);
  });

  it('do not count forks and archived projects as made by the person', () => {
    const starred = { description: 'x', stars: 900, forks: 90 };
    const repositories = [repository({ ...starred, is_fork: true }), repository({ ...starred, is_archived: true })];
    expect(scoreProfile(emptyProfile({ repositories }))).toMatchObject({ projects: 0, community: 0 });
  });

  it('hold no weeks against a person whose earlier events are cut off', () => {
    const events = [1, 2, 8].map((days) => push(daysAgo(days)));
    const [cut, whole] = [true, false].map((events_are_cut) => emptyProfile({ events, events_are_cut }));
    expect(scoreProfile(cut!).consistency).toBe(70);
    expect(scoreProfile(whole!).consistency).toBe(28);
  });

  it('have an overall score that anybody can work out from the others', () => {
    expect(overallScore({ profile: 80, projects: 60, consistency: 40, technical: 20, community: 0 })).toBe(42);
  });

  it('leave out languages with less than a twentieth of the bytes', () => {
    const repositories = [repository({ languages: { Go: 900, Shell: 50, Make: 40 } }), repository({ language: 'C' })];
    expect(languagesOf(repositories)).toEqual(['Go', 'Shell']);
  });
});

function push(created_at: string) {
  return { type: 'PushEvent', repository: 'octocat/hello-world', created_at };
}
