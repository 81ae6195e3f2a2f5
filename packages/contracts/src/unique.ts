import { z } from 'zod';
import { durationMs, type Duration } from './duration.js';
import { ConfigurationInvalid } from './errors.js';
import { nearest } from './suggest.js';

/** What `unique` of a contract takes: a key, and how long or in what way it holds. */
export type UniqueOptions<Input> = {
  /** Jobs whose keys are equal as JSON are the same. */
  by: (input: Input) => unknown;
} & (
  | { for?: never; debounce?: never; keep?: never }
  /** Throttle: the key holds for this time after the enqueue, and until its job has finished. At least 1 s. */
  | { for: Duration; debounce?: never; keep?: never }
  /** The job runs this long after the last enqueue, with its input. At least 3 s: what is due within 2 s stays as it is. */
  | { debounce: Duration; for?: never; keep?: never }
  /** One job of a key runs at a time; of those that come meanwhile only the last one's input waits. */
  | { keep: 'last'; for?: never; debounce?: never }
);

/** What happens to an enqueue whose key is held. */
export const UniqueRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unfinished') }),
  z.object({ kind: z.literal('throttle'), forMs: z.number() }),
  z.object({ kind: z.literal('debounce'), delayMs: z.number() }),
  z.object({ kind: z.literal('keep-last') }),
]);
export type UniqueRule = Readonly<z.infer<typeof UniqueRule>>;

const UNIQUE_OPTIONS = ['by', 'for', 'debounce', 'keep'];
const SHORTEST_LOCK_MS = 1_000;
const SHORTEST_DEBOUNCE_MS = 3_000;

/** @throws ConfigurationInvalid */
export function compileUnique(
  options: Pick<UniqueOptions<never>, 'for' | 'debounce' | 'keep'>,
  where: string,
): UniqueRule {
  for (const option of Object.keys(options)) {
    if (UNIQUE_OPTIONS.includes(option)) continue;
    const suggestion = nearest(option, UNIQUE_OPTIONS);
    throw new ConfigurationInvalid(
      `${where}.${option}`,
      `is not an option${suggestion ? `; did you mean ${suggestion}?` : ''}`,
    );
  }
  const chosen = (['for', 'debounce', 'keep'] as const).filter((name) => options[name] !== undefined);
  if (chosen.length > 1) throw new ConfigurationInvalid(where, `cannot have ${chosen.join(' and ')} at once`);
  if (options.for !== undefined) {
    return {
      kind: 'throttle',
      forMs: atLeast(SHORTEST_LOCK_MS, durationMs(options.for, `${where}.for`), `${where}.for`),
    };
  }
  if (options.debounce !== undefined) {
    const path = `${where}.debounce`;
    return { kind: 'debounce', delayMs: atLeast(SHORTEST_DEBOUNCE_MS, durationMs(options.debounce, path), path) };
  }
  if (options.keep === undefined) return { kind: 'unfinished' };
  if (options.keep !== 'last')
    throw new ConfigurationInvalid(`${where}.keep`, `must be 'last', got ${JSON.stringify(options.keep)}`);
  return { kind: 'keep-last' };
}

function atLeast(minimumMs: number, ms: number, path: string): number {
  if (ms < minimumMs) throw new ConfigurationInvalid(path, `must be at least ${minimumMs / 1_000} s, got ${ms} ms`);
  return ms;
}
