import { Octokit } from '@octokit/core';
import { composePaginateRest } from '@octokit/plugin-paginate-rest';
import {
  askForJob,
  checked,
  withFetch,
  type UpstreamClient,
  type UpstreamJob,
  type UpstreamLimit,
} from '@kickoff/upstream';
import { z } from 'zod';
import { GITHUB_LIMIT } from '../limits.js';
import { checkGitHub } from './check-github.js';
import type { ConditionalResponse, ConditionalResponses } from './conditional-responses.js';

/** What asking GitHub needs of the job. A `JobContext` has it all. */
export interface GitHubJob extends UpstreamJob {
  limit(name: string): UpstreamLimit & { learn(headers: Readonly<Record<string, string>>): Promise<unknown> };
}

export interface GitHubRequestsOptions {
  client: UpstreamClient;
  /** Empty: none is sent, and GitHub allows 60 requests an hour. */
  token: string;
  responses: ConditionalResponses;
}

/** Entries of several pages. */
export interface Pages<Entry> {
  entries: Entry[];
  /** There are more pages than were asked for. */
  isCut: boolean;
}

type Parameters = Readonly<Record<string, string | number>>;
type Headers = Readonly<Record<string, string | number | undefined>>;
interface Answer {
  data: unknown;
  headers: Headers;
}

const NOT_MODIFIED = 304;

/**
 * GitHub's REST API on behalf of one job, through Octokit: each request waits for its turn at the limit that all workers
 * share, is conditional where an earlier response is kept, and is read by a schema. Nothing is retried here: that is
 * decided by the job's contract.
 */
export class GitHubRequests {
  private readonly octokit: Octokit;
  /** The latest response, to be kept once it has been read: what cannot be read must not come back with a 304. */
  private unread: { target: string; response: ConditionalResponse } | undefined;

  constructor(
    private readonly options: GitHubRequestsOptions,
    private readonly job: GitHubJob,
  ) {
    const { client, token } = options;
    this.octokit = new Octokit({
      baseUrl: client.address,
      userAgent: 'kickoff-profile-review',
      ...(token && { auth: token }),
    });
    this.octokit.hook.wrap('request', async (request, parameters) => {
      const { url } = this.octokit.request.endpoint(parameters);
      const answer = await this.conditionally(url.slice(client.address.length), (condition, fetch, signal) => {
        // In place: hooks within this one have been given these parameters, and see no others.
        parameters.headers = { ...parameters.headers, ...condition };
        parameters.request = { ...parameters.request, fetch, signal };
        return Promise.resolve(request(parameters));
      });
      return { status: 200, url, ...answer };
    });
  }

  /** @throws UpstreamError, or the signal's reason when it aborts */
  async one<S extends z.ZodType>(path: string, parameters: Parameters, schema: S): Promise<z.output<S>> {
    const { data } = await this.octokit.request(`GET ${path}`, { ...parameters });
    return this.read(path, parameters, data, schema);
  }

  /**
   * The first pages of a list, 100 entries each.
   *
   * @throws UpstreamError, or the signal's reason when it aborts
   */
  async pages<S extends z.ZodType>(
    path: string,
    parameters: Parameters,
    schema: S,
    mostPages: number,
  ): Promise<Pages<z.output<S>>> {
    const entries: z.output<S>[] = [];
    const asked = { ...parameters, per_page: 100 };
    let read = 0;
    const pages = composePaginateRest.iterator(this.octokit, `GET ${path}`, asked) as AsyncIterable<Answer>;
    for await (const { data, headers } of pages) {
      entries.push(...(await this.read(path, parameters, data, z.array(schema))));
      read += 1;
      const isLast = !String(headers['link'] ?? '').includes('rel="next"');
      if (isLast || read === mostPages) return { entries, isCut: !isLast };
    }
    return { entries, isCut: false };
  }

  private async conditionally(
    target: string,
    send: (headers: Record<string, string>, fetch: typeof globalThis.fetch, signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    const { client, responses } = this.options;
    const known = await responses.find(target);
    const condition: Record<string, string> = known ? { 'if-none-match': known.etag } : {};
    const answer = await askForJob(this.job, GITHUB_LIMIT, (signal) =>
      withFetch(client, (fetch) => send(condition, fetch, signal), checkGitHub).catch((error: unknown): Answer => {
        const unchanged = notModified(error);
        if (!unchanged || !known) throw error;
        this.job.metric('not-modified', 1);
        return { data: known.data, headers: { ...unchanged, link: known.link ?? undefined } };
      }),
    );
    const { etag, link } = answer.headers;
    this.unread = undefined;
    if (typeof etag === 'string' && answer.data !== known?.data)
      this.unread = {
        target,
        response: { etag, data: answer.data, link: link === undefined ? null : String(link) },
      };
    await this.job.limit(GITHUB_LIMIT).learn(textsOf(answer.headers));
    return answer;
  }

  private async read<S extends z.ZodType>(
    path: string,
    parameters: Parameters,
    data: unknown,
    schema: S,
  ): Promise<z.output<S>> {
    const { client, responses } = this.options;
    const { url } = this.octokit.request.endpoint(`GET ${path}`, { ...parameters });
    const value = checked({ upstream: client.name, request: `GET ${url.slice(client.address.length)}` }, data, schema);
    if (this.unread) await responses.store(this.unread.target, this.unread.response);
    return value;
  }
}

/** Headers of the response that Octokit throws for a 304. */
function notModified(error: unknown): Headers | undefined {
  const { success, data } = NotModified.safeParse(error);
  return success ? data.response.headers : undefined;
}

const NotModified = z.object({
  status: z.literal(NOT_MODIFIED),
  response: z.object({ headers: z.record(z.string(), z.string()) }),
});

function textsOf(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
