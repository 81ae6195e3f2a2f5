import createClient, { type Client } from 'openapi-fetch';
import { ApiProblem } from './api-problem.js';
import type { components, paths } from './generated/openapi.js';

export interface ApiClientOptions {
  /** Address of the api, e.g. `http://localhost:3000`. */
  url: string;
  /** `kk_…`; without one only what is public answers. */
  key?: string;
  /** Default: the global one. */
  fetch?: (request: Request) => Promise<Response>;
}

export type ApiClient = Client<paths, 'application/json'>;

/**
 * The control API, typed: `await api.POST('/jobs', { body })` resolves with `{ data, response }`. Every path, parameter and
 * answer is of the OpenAPI document.
 *
 * @throws ApiProblem (from each call) for whatever is no success
 */
export function createApiClient({ url, key, fetch }: ApiClientOptions): ApiClient {
  const client = createClient<paths, 'application/json'>({
    baseUrl: `${url.replace(/\/$/, '')}/api/v1`,
    ...(key === undefined ? {} : { headers: { Authorization: `Bearer ${key}` } }),
    ...(fetch === undefined ? {} : { fetch }),
  });
  client.use({
    async onResponse({ response }) {
      if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return undefined;
      throw new ApiProblem((await response.json()) as components['schemas']['Problem']);
    },
  });
  return client;
}
