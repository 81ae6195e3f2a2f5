import type { ApiClient, components } from '@kickoff/api-client';
import { answered } from '../api/answered.js';
import { progressBar } from '../cli/progress-bar.js';
import type { LetterFilter } from './letter-filter.js';

type Portion = components['schemas']['DonePortion'];

/** What became of many letters. */
export type DoneLetters = Omit<Portion, 'next'>;

export interface InPortions {
  api: ApiClient;
  filter: LetterFilter;
  /** What is done, for people. */
  verb: string;
  /** Where a terminal shows how far it has come. */
  stream: NodeJS.WriteStream;
  /** Asks for one portion. */
  portion: (cursor: string | undefined) => Promise<Portion>;
}

/** Does something to all open letters of a filter, a portion at a time. */
export async function inPortions({ api, filter, verb, stream, portion }: InPortions): Promise<DoneLetters> {
  const groups = await answered(api.GET('/dead-letters/groups', { params: { query: { ...filter, limit: 500 } } }));
  const open = groups.items.reduce((sum, group) => sum + group.open, 0);
  const bar = progressBar(verb, open, stream);
  const result: DoneLetters = { done: 0, refused: [] };
  try {
    for (let cursor: string | undefined; ;) {
      const { done, refused, next } = await portion(cursor);
      result.done += done;
      result.refused.push(...refused);
      bar.increment(done + refused.length);
      if (next === null) return result;
      cursor = next;
    }
  } finally {
    bar.stop();
  }
}
