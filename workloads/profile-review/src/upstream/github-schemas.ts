import { z } from 'zod';

/** What is read of GitHub's responses; everything else is left out. */

const Count = z.int().min(0);
const Time = z.string().refine((text) => !Number.isNaN(Date.parse(text)), { error: 'is no time' });
const Text = z
  .string()
  .nullish()
  .transform((text) => (text?.trim() ? text : null));

export const UserResponse = z.object({
  login: z.string().min(1),
  name: Text,
  bio: Text,
  location: Text,
  company: Text,
  blog: Text,
  email: Text,
  twitter_username: Text,
  followers: Count,
  following: Count,
  public_repos: Count,
  created_at: Time,
});

export const RepositoryResponse = z.object({
  name: z.string().min(1),
  full_name: z.string().min(1),
  description: Text,
  homepage: Text,
  language: Text,
  topics: z.array(z.string()).default([]),
  license: z
    .object({ spdx_id: z.string().nullish(), name: z.string().nullish() })
    .nullish()
    .transform((license) => license?.spdx_id ?? license?.name ?? null),
  fork: z.boolean(),
  archived: z.boolean().default(false),
  // The names that these counts have had from the beginning.
  watchers: Count,
  forks: Count,
  size: Count,
  pushed_at: Time.nullable(),
});
export type RepositoryResponse = z.output<typeof RepositoryResponse>;

export const EventResponse = z.object({
  type: z.string(),
  // Of a repository that is no more, GitHub tells no name.
  repo: z.object({ name: z.string().nullish() }).transform(({ name }) => name ?? ''),
  created_at: Time,
});

export const LanguagesResponse = z.record(z.string(), Count);

export const ReadmeResponse = z.object({ content: z.string(), encoding: z.string() });
