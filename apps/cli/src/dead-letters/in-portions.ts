import type { components } from '@kickoff/api-client';
import { answered } from '../api/answered.js';
import type { CommandContext } from '../cli/command-context.js';
import type { Answer } from '../cli/define-command.js';
import { EXIT_CODES } from '../cli/exit-codes.js';
import { progressBar } from '../cli/progress-bar.js';
import type { LetterFilter } from './letter-filter.js';
import { doneText, type DoneLetters } from './letter-text.js';

type Portion = components['schemas']['DonePortion'];

export interface InPortions {
  context: CommandContext;
  filter: LetterFilter;
  /** What is done, and what was done, for people: `retry` and `retried`. */
  verb: string;
  done: string;
  /** Asks for one portion. */
  portion: (cursor: string | undefined) => Promise<Portion>;
}

/** Does something to all open letters of a filter, a portion at a time, and answers with what became of them. */
export async function inPortions({ context, filter, verb, done: what, portion }: InPortions): Promise<Answer> {
  const api = await context.api();
  const groups = await answered(api.GET('/dead-letters/groups', { params: { query: { ...filter, limit: 500 } } }));
  const open = groups.items.reduce((sum, group) => sum + group.open, 0);
  const bar = progressBar(verb, open, context.terminal.stderr);
  const result: DoneLetters = { done: 0, refused: [] };
  try {
    for (let cursor: string | undefined; ;) {
      const { done, refused, next } = await portion(cursor);
      result.done += done;
      result.refused.push(...refused);
      bar.increment(done + refused.length);
      if (next === null) break;
      cursor = next;
    }
  } finally {
    bar.stop();
  }
  return {
    json: result,
    text: () => doneText(result, what),
    ...(result.refused.length > 0 ? { exitCode: EXIT_CODES.failed } : {}),
  };
}
