import type { Scores } from '../contracts/scores.js';
import type { ProfileData, RepositoryData } from '../profile/profile-data.js';
import { ownRepositories, topRepositories } from '../profile/top-repositories.js';
import { points, saturated, shareOf, upTo } from './parts.js';

const DAY_MS = 86_400_000;
const WEEKS = 12;

/** Weights of the overall score; the README states them. */
export const OVERALL_WEIGHTS = {
  profile: 0.15,
  projects: 0.3,
  consistency: 0.2,
  technical: 0.2,
  community: 0.15,
} as const;

/** The scores of a profile by the formula in the README: pure, so the same data always has the same scores. */
export function scoreProfile(data: ProfileData): Scores {
  const scores = {
    profile: profileScore(data),
    projects: projectsScore(data),
    consistency: consistencyScore(data),
    technical: technicalScore(data),
    community: communityScore(data),
  };
  return { ...scores, overall: overallScore(scores) };
}

export function overallScore(scores: Omit<Scores, 'overall'>): number {
  const { profile, projects, consistency, technical, community } = OVERALL_WEIGHTS;
  return Math.round(
    profile * scores.profile +
      projects * scores.projects +
      consistency * scores.consistency +
      technical * scores.technical +
      community * scores.community,
  );
}

/** How completely the person introduces themselves. */
function profileScore({ user, profile_readme, fetched_at }: ProfileData): number {
  const years = (Date.parse(fetched_at) - Date.parse(user.created_at)) / (365 * DAY_MS);
  return points([
    [15, isFilled(user.name)],
    [20, upTo(lengthOf(user.bio), 40)],
    [10, isFilled(user.location)],
    [5, isFilled(user.company)],
    [10, isFilled(user.blog)],
    [5, isFilled(user.email) || isFilled(user.twitter_username)],
    [25, upTo(lengthOf(profile_readme), 300)],
    [10, upTo(years, 3)],
  ]);
}

/** What the projects look like to a visitor. */
function projectsScore({ repositories }: ProfileData): number {
  const own = ownRepositories(repositories);
  const top = topRepositories(repositories);
  return points([
    [15, shareOf(top, ({ description }) => isFilled(description))],
    [20, shareOf(top, ({ readme }) => isFilled(readme))],
    [5, shareOf(top, ({ topics }) => topics.length > 0)],
    [5, shareOf(top, ({ homepage }) => isFilled(homepage))],
    [
      35,
      saturated(
        sumOf(own, ({ stars }) => stars),
        500,
      ),
    ],
    [20, saturated(own.length, 20)],
  ]);
}

/** How steadily the person works in public. */
function consistencyScore({ repositories, events, events_are_cut, fetched_at }: ProfileData): number {
  const now = Date.parse(fetched_at);
  const ages = events.map(({ created_at }) => now - Date.parse(created_at));
  // Where earlier events are cut off, nothing is known of the weeks before.
  const known = events_are_cut && ages.length > 0 ? Math.ceil(Math.max(...ages) / (7 * DAY_MS)) : WEEKS;
  const weeks = Math.min(WEEKS, Math.max(1, known));
  const active = new Set(ages.map((age) => Math.floor(age / (7 * DAY_MS))).filter((week) => week >= 0 && week < weeks));
  const pushed = repositories.map(({ pushed_at }) => (pushed_at === null ? Infinity : now - Date.parse(pushed_at)));
  const latest = Math.min(...ages, ...pushed, 90 * DAY_MS);
  return points([
    [50, active.size / weeks],
    [30, upTo(pushed.filter((age) => age < 365 * DAY_MS).length, 6)],
    [20, 1 - upTo(latest, 90 * DAY_MS)],
  ]);
}

/** Breadth, size and care of the code. */
function technicalScore({ repositories }: ProfileData): number {
  const own = ownRepositories(repositories);
  const top = topRepositories(repositories);
  return points([
    [35, upTo(languagesOf(top).length, 4)],
    [
      25,
      saturated(
        sumOf(own, ({ size_kb }) => size_kb),
        100_000,
      ),
    ],
    [25, shareOf(top, ({ readme }) => lengthOf(readme) >= 500 || (readme ?? '').includes('```'))],
    [15, shareOf(top, ({ license }) => isFilled(license))],
  ]);
}

/** How much others take part, and the person in the projects of others. */
function communityScore({ user, repositories, events }: ProfileData): number {
  const elsewhere = events.filter(({ type, repository }) => COLLABORATION.has(type) && !isOf(repository, user.login));
  return points([
    [35, saturated(user.followers, 1_000)],
    [
      25,
      saturated(
        sumOf(ownRepositories(repositories), ({ forks }) => forks),
        200,
      ),
    ],
    [25, saturated(elsewhere.length, 30)],
    [15, saturated(new Set(elsewhere.map(({ repository }) => repository)).size, 10)],
  ]);
}

const COLLABORATION = new Set([
  'PullRequestEvent',
  'PullRequestReviewEvent',
  'PullRequestReviewCommentEvent',
  'IssuesEvent',
  'IssueCommentEvent',
  'CommitCommentEvent',
]);

/** Languages with at least 5 % of the bytes, most first; the repositories' main languages where bytes are not known. */
export function languagesOf(repositories: readonly RepositoryData[]): string[] {
  const bytes = new Map<string, number>();
  for (const { languages, language } of repositories) {
    const known = languages ?? (language === null ? {} : { [language]: 1 });
    for (const [name, size] of Object.entries(known)) bytes.set(name, (bytes.get(name) ?? 0) + size);
  }
  const total = sumOf([...bytes.values()], (size) => size);
  return [...bytes]
    .filter(([, size]) => size >= total * 0.05)
    .sort(([, a], [, b]) => b - a)
    .map(([name]) => name);
}

function isOf(repository: string, login: string): boolean {
  return repository.toLowerCase().startsWith(`${login.toLowerCase()}/`);
}

function isFilled(text: string | null): boolean {
  return lengthOf(text) > 0;
}

function lengthOf(text: string | null): number {
  return text?.trim().length ?? 0;
}

function sumOf<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((sum, one) => sum + of(one), 0);
}
