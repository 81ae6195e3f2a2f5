import type { ProfileData, RepositoryData } from '../profile/profile-data.js';

export const FETCHED_AT = '2026-03-01T12:00:00Z';

/** A day before the profile was fetched, or many. */
export function daysAgo(days: number): string {
  return new Date(Date.parse(FETCHED_AT) - days * 86_400_000).toISOString();
}

export interface ProfileParts extends Partial<Omit<ProfileData, 'user'>> {
  user?: Partial<ProfileData['user']>;
}

/** A user who has nothing but an account of today. */
export function emptyProfile(parts: ProfileParts = {}): ProfileData {
  return {
    has_profile_readme: false,
    profile_readme: null,
    top_repos_count: 0,
    repositories: [],
    events: [],
    events_are_cut: false,
    fetched_at: FETCHED_AT,
    ...parts,
    user: {
      login: 'octocat',
      name: null,
      bio: null,
      location: null,
      company: null,
      blog: null,
      email: null,
      twitter_username: null,
      followers: 0,
      following: 0,
      public_repos: 0,
      created_at: FETCHED_AT,
      ...parts.user,
    },
  };
}

export function repository(parts: Partial<RepositoryData> = {}): RepositoryData {
  return {
    name: 'hello-world',
    description: null,
    homepage: null,
    language: null,
    topics: [],
    license: null,
    is_fork: false,
    is_archived: false,
    stars: 0,
    forks: 0,
    size_kb: 0,
    pushed_at: null,
    languages: null,
    readme: null,
    ...parts,
  };
}
