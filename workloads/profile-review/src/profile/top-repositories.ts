import type { RepositoryData } from './profile-data.js';

/** Most that are looked at closely: each costs two requests. */
export const MOST_TOP_REPOSITORIES = 5;

/** What the user has made: no fork, and not laid down. */
export function ownRepositories<R extends Pick<RepositoryData, 'is_fork' | 'is_archived'>>(
  repositories: readonly R[],
): R[] {
  return repositories.filter(({ is_fork, is_archived }) => !is_fork && !is_archived);
}

/** The user's own repositories with the most stars, among equals those pushed to last. */
export function topRepositories<R extends Pick<RepositoryData, 'is_fork' | 'is_archived' | 'stars' | 'pushed_at'>>(
  repositories: readonly R[],
): R[] {
  return ownRepositories(repositories)
    .sort((a, b) => b.stars - a.stars || (b.pushed_at ?? '').localeCompare(a.pushed_at ?? ''))
    .slice(0, MOST_TOP_REPOSITORIES);
}
