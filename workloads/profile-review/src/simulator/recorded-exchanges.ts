import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { GitHubRequest } from './simulated-github.js';

const Exchanges = z.array(
  z.object({
    request: z.object({ method: z.string(), url: z.string() }),
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    // A body that is no JSON was recorded as a text of this name.
    body: z.union([z.strictObject({ __raw__: z.string() }).transform(({ __raw__ }) => __raw__), z.unknown()]),
  }),
);
type Exchange = z.output<typeof Exchanges>[number];

/** How many entries a page has is told by the client, and was not asked for when it was recorded. */
const UNRECORDED = ['per_page', 'type', 'sort'];

/**
 * A folder of recorded exchanges with GitHub, looked up by path and page. Of several with the same request the first is served
 * that is of success.
 */
export class RecordedExchanges {
  private readonly byTarget = new Map<string, Exchange>();

  /** @param matching only files with this text in their name */
  constructor(
    readonly folder: string,
    matching = '',
  ) {
    for (const file of readdirSync(folder).sort()) {
      if (!file.endsWith('.json') || !file.includes(matching)) continue;
      for (const exchange of Exchanges.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))) {
        const target = targetOf(exchange.request.url);
        if (exchange.request.method !== 'GET' || isSuccess(this.byTarget.get(target))) continue;
        this.byTarget.set(target, exchange);
      }
    }
  }

  /** 404 where nothing was recorded. A link to a page that was not recorded is left out. */
  answer({ path, query, address }: GitHubRequest): { status: number; body: unknown; link?: string } {
    const exchange = this.byTarget.get(targetOf(`${path}?${new URLSearchParams(query).toString()}`));
    if (!exchange) return { status: 404, body: { message: 'Not Found' } };
    const next = /<https:\/\/[^/]+([^>]*)>; rel="next"/.exec(headerOf(exchange, 'link') ?? '')?.[1];
    const link =
      next !== undefined && this.byTarget.has(targetOf(next)) ? { link: `<${address}${next}>; rel="next"` } : {};
    return { status: exchange.status, body: exchange.body, ...link };
  }
}

function isSuccess(exchange: Exchange | undefined): boolean {
  return exchange?.status === 200 && typeof exchange.body === 'object';
}

function targetOf(url: string): string {
  const { pathname, searchParams } = new URL(url, 'https://api.github.com');
  for (const name of UNRECORDED) searchParams.delete(name);
  searchParams.sort();
  const query = searchParams.toString();
  return query ? `${pathname}?${query}` : pathname;
}

function headerOf({ headers }: Exchange, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}
