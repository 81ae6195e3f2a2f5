import { z } from 'zod';
import {
  assertSucceeded,
  UpstreamClient,
  UpstreamNotReady,
  UpstreamRefused,
  UpstreamSchemaInvalid,
  xmlBody,
  type UpstreamResponse,
} from '@kickoff/upstream';
import { MOST_IDS_AT_ONCE } from '../contracts/game-id.js';
import type { FoundGame, Game, HotGame } from '../game/game-document.js';
import { foundGames, hotGames } from './lists.js';
import { gameOf } from './game-of.js';

export interface GameGeekOptions {
  address: string;
  token: string;
  timeoutMs: number;
}

/** Elements that are lists, also where there is one of them. */
const LISTS = ['item', 'name', 'link', 'rank', 'error'];

/** PHP answers in its own way when something is wrong: with the message in place of the list. */
const Refusal = z.object({
  errors: z.object({ error: z.array(z.object({ message: z.string() })) }).optional(),
  error: z.array(z.union([z.object({ '@message': z.string() }), z.object({ message: z.string() })])).optional(),
  message: z.union([z.string(), z.object({ '#text': z.string() })]).optional(),
});

/** How long to wait when it prepares an answer and does not say for how long. */
const NOT_READY_MS = 3_000;

/** BoardGameGeek's XML API 2. Knows nothing of jobs and limits. */
export class GameGeek {
  private readonly client: UpstreamClient;

  constructor({ address, token, timeoutMs }: GameGeekOptions) {
    this.client = new UpstreamClient({
      name: 'BoardGameGeek',
      address,
      timeoutMs,
      headers: {
        accept: 'application/xml',
        'user-agent': 'kickoff-board-games',
        ...(token && { authorization: `Bearer ${token}` }),
      },
    });
  }

  /** Nest calls it when the last job has ended. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  close(): Promise<void> {
    return this.client.close();
  }

  /**
   * Games by id in one request; those that BoardGameGeek does not have are missing in the answer. What is said of a game that
   * cannot be read stands in its place.
   *
   * @param ids at most 20
   * @throws UpstreamError, or the signal's reason when it aborts
   */
  async games(
    ids: readonly string[],
    details: boolean,
    signal: AbortSignal,
  ): Promise<Map<string, Game | UpstreamSchemaInvalid>> {
    if (ids.length > MOST_IDS_AT_ONCE)
      throw new RangeError(`at most ${MOST_IDS_AT_ONCE} ids at once, got ${ids.length}`);
    const query = { id: ids.join(','), ...(details && { stats: '1' }) };
    const response = await this.client.ask({ path: '/thing', query, signal });
    const found = itemsOf(response).map(
      (item, index) => [item, gameOf(item, { details, at: index, response })] as const,
    );
    const games = new Map(
      found.flatMap(([item, game]) => ids.filter((id) => id === item['@id']).map((id) => [id, game])),
    );
    const invalid = found.flatMap(([, game]) => (game instanceof UpstreamSchemaInvalid ? [game] : []));
    // None of several can be read, or it cannot be told of which game: the answer itself is not of the expected shape.
    const nameless = found.find(
      ([item, game]) => !ids.includes(item['@id'] ?? '') && game instanceof UpstreamSchemaInvalid,
    );
    if (nameless || (found.length > 1 && invalid.length === found.length)) throw invalid[0]!;
    return games;
  }

  /** @throws UpstreamError, or the signal's reason when it aborts */
  async search(query: string, signal: AbortSignal): Promise<FoundGame[]> {
    const response = await this.client.ask({ path: '/search', query: { query, type: 'boardgame' }, signal });
    return foundGames(response, itemsOf(response));
  }

  /** @throws UpstreamError, or the signal's reason when it aborts */
  async hot(signal: AbortSignal): Promise<HotGame[]> {
    const response = await this.client.ask({ path: '/hot', query: { type: 'boardgame' }, signal });
    return hotGames(response, itemsOf(response));
  }
}

const Items = z.object({
  // An empty element is read as an empty text.
  items: z.union([
    z.literal('').transform(() => []),
    z
      .object({ item: z.array(z.looseObject({ '@id': z.string().optional() })).default([]) })
      .transform(({ item }) => item),
  ]),
});

/** The entries of a complete response, or the error that names what is wrong with it. */
export function itemsOf(response: UpstreamResponse): z.output<typeof Items>['items'] {
  assertSucceeded(response, { notReadyMs: NOT_READY_MS });
  const { errors, error, message } = xmlBody(response, Refusal, { lists: LISTS });
  const refused = [...(errors?.error ?? []), ...(error ?? [])].map((each) =>
    'message' in each ? each.message : each['@message'],
  );
  if (refused.length > 0) throw new UpstreamRefused(response, refused.join('; '));
  if (message !== undefined) throw new UpstreamNotReady(response, response.at + NOT_READY_MS);
  return xmlBody(response, Items, { lists: LISTS }).items;
}
