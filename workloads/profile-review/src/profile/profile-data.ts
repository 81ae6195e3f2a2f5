import { z } from 'zod';

/** A repository of the user's own, as it is stored. */
export const RepositoryData = z.object({
  name: z.string(),
  description: z.string().nullable(),
  homepage: z.string().nullable(),
  language: z.string().nullable(),
  topics: z.array(z.string()),
  license: z.string().nullable(),
  is_fork: z.boolean(),
  is_archived: z.boolean(),
  stars: z.int(),
  forks: z.int(),
  size_kb: z.int(),
  pushed_at: z.string().nullable(),
  /** Bytes by language; null where it was not asked for. */
  languages: z.record(z.string(), z.int()).nullable(),
  /** Its beginning; null where there is none or it was not asked for. */
  readme: z.string().nullable(),
});
export type RepositoryData = z.output<typeof RepositoryData>;

/** A public event of the user. */
export const EventData = z.object({ type: z.string(), repository: z.string(), created_at: z.string() });
export type EventData = z.output<typeof EventData>;

/**
 * What is known of a GitHub user: the column `github_data` of an analysis. `user`, `has_profile_readme` and
 * `top_repos_count` are named as they were in the system that this one replaces.
 */
export const ProfileData = z.object({
  user: z.object({
    login: z.string(),
    name: z.string().nullable(),
    bio: z.string().nullable(),
    location: z.string().nullable(),
    company: z.string().nullable(),
    blog: z.string().nullable(),
    email: z.string().nullable(),
    twitter_username: z.string().nullable(),
    followers: z.int(),
    following: z.int(),
    public_repos: z.int(),
    created_at: z.string(),
  }),
  has_profile_readme: z.boolean(),
  profile_readme: z.string().nullable(),
  /** How many repositories were looked at closely: with languages and README. */
  top_repos_count: z.int(),
  /** Latest pushed first. */
  repositories: z.array(RepositoryData),
  /** Latest first. */
  events: z.array(EventData),
  /** There are more events than GitHub tells or than were asked for. */
  events_are_cut: z.boolean(),
  fetched_at: z.string(),
});
export type ProfileData = z.output<typeof ProfileData>;
