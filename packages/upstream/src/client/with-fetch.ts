import { UpstreamSchemaInvalid } from '../upstream-errors.js';
import { assertSucceeded } from './assert-succeeded.js';
import type { UpstreamClient, UpstreamRequest } from './upstream-client.js';
import type { UpstreamResponse } from './upstream-response.js';

/**
 * Lets a client library that takes a `fetch` send its requests through an `UpstreamClient`, with its time-outs and
 * connections. What fails is thrown by this function as it was, whatever the library makes of it.
 *
 * @param use calls the library with the `fetch` that it is to use
 * @param check throws what a response stands for, before the library sees it; default `assertSucceeded`
 * @throws UpstreamError; the signal's reason when it aborts; what the library throws of its own
 */
export async function withFetch<T>(
  client: UpstreamClient,
  use: (fetch: typeof globalThis.fetch) => Promise<T>,
  check: (response: UpstreamResponse) => void = assertSucceeded,
): Promise<T> {
  let failure: { error: unknown } | undefined;
  const send: typeof globalThis.fetch = async (input, init) => {
    try {
      const response = await client.ask(requestOf(client, new Request(input, init), init));
      check(response);
      return fetchResponse(response);
    } catch (error) {
      failure = { error };
      throw error;
    }
  };
  try {
    return await use(send);
  } catch (error) {
    throw failure ? failure.error : error;
  }
}

function requestOf(client: UpstreamClient, request: Request, init: RequestInit | undefined): UpstreamRequest {
  const { method, url } = request;
  // A link in a response is asked for with the key, so it must not lead anywhere else.
  if (!url.startsWith(`${client.address}/`))
    throw new UpstreamSchemaInvalid({ upstream: client.name, request: `${method} ${url}` }, [
      { path: '(link)', message: `leads away from ${client.address}` },
    ]);
  return {
    path: url.slice(client.address.length),
    method: method as NonNullable<UpstreamRequest['method']>,
    headers: Object.fromEntries(request.headers),
    ...(typeof init?.body === 'string' && { body: init.body }),
    signal: init?.signal ?? request.signal,
  };
}

const WITHOUT_BODY = [204, 205, 304];

function fetchResponse({ status, headers, bytes }: UpstreamResponse): Response {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const each of typeof value === 'string' ? [value] : (value ?? [])) all.append(name, each);
  }
  return new Response(WITHOUT_BODY.includes(status) ? null : Uint8Array.from(bytes), { status, headers: all });
}
