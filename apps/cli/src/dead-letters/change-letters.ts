import { answered } from '../api/answered.js';
import { UsageError } from '../cli/command-error.js';
import type { CommandContext } from '../cli/command-context.js';
import type { Answer } from '../cli/define-command.js';
import { inPortions } from './in-portions.js';
import { chosenLetters, letterFilter, type LetterOptions } from './letter-filter.js';

export interface ChangeLetters {
  context: CommandContext;
  id: string | undefined;
  options: LetterOptions & { all: boolean; reason?: string | undefined };
}

/** Retries or resolves one dead letter, a group, those of a filter, or all. */
export async function changeLetters(
  verb: 'retry' | 'resolve',
  { context, id, options: { reason, ...which } }: ChangeLetters,
): Promise<Answer> {
  const api = await context.api();
  const what = verb === 'retry' ? 'retried' : 'resolved';
  if (id !== undefined) {
    if (which.all || Object.keys(letterFilter(which, Date.now())).length > 0)
      throw new UsageError('an id and a filter exclude each other', { remedy: 'leave one of them out' });
    const done = await answered(api.POST(`/dead-letters/{id}/${verb}`, { params: { path: { id } }, body: { reason } }));
    return { json: done, text: () => `${id} is ${what}` };
  }
  const filter = chosenLetters(which, Date.now());
  const { fingerprint, ...wanted } = filter;
  return inPortions({
    context,
    filter,
    verb,
    done: what,
    portion: (cursor) =>
      fingerprint === undefined
        ? answered(api.POST(`/dead-letters/${verb}`, { body: { ...wanted, cursor, reason } }))
        : answered(
            api.POST(`/dead-letters/groups/{fingerprint}/${verb}`, {
              params: { path: { fingerprint } },
              body: { ...wanted, cursor, reason },
            }),
          ),
  });
}
