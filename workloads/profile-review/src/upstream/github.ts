import { UpstreamClient, UpstreamNotFound } from '@kickoff/upstream';
import type { ProfileData, RepositoryData } from '../profile/profile-data.js';
import { topRepositories } from '../profile/top-repositories.js';
import type { ConditionalResponses } from './conditional-responses.js';
import { GitHubRequests, type GitHubJob } from './github-requests.js';
import {
  EventResponse,
  LanguagesResponse,
  ReadmeResponse,
  RepositoryResponse,
  UserResponse,
} from './github-schemas.js';

export interface GitHubOptions {
  address: string;
  token: string;
  timeoutMs: number;
  responses: ConditionalResponses;
}

/** 300 repositories, and all the events that GitHub tells. */
const MOST_PAGES = 3;
/** Characters of a README that are kept. */
const README_LENGTH = 20_000;

/** Public profiles of GitHub's REST API. */
export class GitHub {
  private readonly client: UpstreamClient;

  constructor(private readonly options: GitHubOptions) {
    const { address, timeoutMs } = options;
    this.client = new UpstreamClient({ name: 'GitHub', address, timeoutMs });
  }

  /** Nest calls it when the last job has ended. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  close(): Promise<void> {
    return this.client.close();
  }

  /**
   * All that is known of a user, by about 18 requests: the user, up to 300 repositories, the profile README, up to 300 public
   * events, and languages and README of the five best repositories.
   *
   * @param told is told after each step what share is done, and what it was
   * @throws UpstreamNotFound when there is no such user; any other UpstreamError; the signal's reason when it aborts
   */
  async profile(
    username: string,
    job: GitHubJob,
    told: (done: number, step: string) => Promise<void> = () => Promise.resolve(),
  ): Promise<ProfileData> {
    const { token, responses } = this.options;
    const requests = new GitHubRequests({ client: this.client, token, responses }, job);
    const user = await requests.one('/users/{username}', { username }, UserResponse);
    await told(0.2, `found ${user.login}`);
    const repositories = await requests.pages(
      '/users/{username}/repos',
      { username, type: 'owner', sort: 'pushed' },
      RepositoryResponse,
      MOST_PAGES,
    );
    await told(0.4, `read ${repositories.entries.length} repositories`);
    const events = await requests.pages('/users/{username}/events/public', { username }, EventResponse, MOST_PAGES);
    const profile_readme = await readme(requests, user.login, user.login);
    await told(0.6, `read ${events.entries.length} public events`);
    const known = repositories.entries.map(repositoryOf);
    const top = topRepositories(known);
    for (const [index, repository] of top.entries()) {
      const place = { owner: user.login, repo: repository.name };
      repository.languages = await found(requests.one('/repos/{owner}/{repo}/languages', place, LanguagesResponse));
      repository.readme = await readme(requests, user.login, repository.name);
      await told(0.6 + (0.4 * (index + 1)) / top.length, `looked at ${repository.name}`);
    }
    return {
      user,
      has_profile_readme: profile_readme !== null,
      profile_readme,
      top_repos_count: top.length,
      repositories: known,
      events: events.entries.map(({ type, repo, created_at }) => ({ type, repository: repo, created_at })),
      events_are_cut: events.isCut,
      fetched_at: new Date().toISOString(),
    };
  }
}

function repositoryOf(response: RepositoryResponse): RepositoryData {
  const { name, description, homepage, language, topics, license, pushed_at } = response;
  return {
    name,
    description,
    homepage,
    language,
    topics,
    license,
    is_fork: response.fork,
    is_archived: response.archived,
    stars: response.watchers,
    forks: response.forks,
    size_kb: response.size,
    pushed_at,
    languages: null,
    readme: null,
  };
}

async function readme(requests: GitHubRequests, owner: string, repo: string): Promise<string | null> {
  const response = await found(requests.one('/repos/{owner}/{repo}/readme', { owner, repo }, ReadmeResponse));
  // Of a file over 1 MB GitHub gives no content.
  if (response?.encoding !== 'base64') return null;
  const text = Buffer.from(response.content, 'base64').toString('utf8').slice(0, README_LENGTH).trim();
  // PostgreSQL keeps no NUL in a text.
  return text === '' ? null : text.replaceAll('\0', '');
}

/** Null for what GitHub does not have. */
function found<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    if (error instanceof UpstreamNotFound) return null;
    throw error;
  });
}
