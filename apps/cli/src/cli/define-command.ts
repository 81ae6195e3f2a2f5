import type { operations } from '@kickoff/api-client';
import type { CommandContext } from './command-context.js';
import type { ExitCode } from './exit-codes.js';

/**
 * A command as data: help, completion and docs/reference/cli.md are made from it. Definitions are loaded for every
 * invocation, also to complete a word, so what `run` needs is imported inside it.
 */

/** What a value names, so that the shell can complete it. */
export type Completed =
  | 'types'
  | 'queues'
  | 'workloads'
  | 'services'
  | 'schedules'
  /** Workloads, queues and types: what can be paused. */
  | 'targets';

interface Described {
  /** One line, no full stop. */
  summary: string;
}

export interface ArgumentDefinition extends Described {
  complete?: Completed;
  choices?: readonly string[];
  /** May be left out. */
  optional?: true;
  /** Takes all words that are left. The last one only. */
  rest?: true;
}

export type OptionDefinition = Described &
  (
    | {
        kind: 'flag';
        /** One letter that stands for it too, e.g. `f` for `-f`. */
        short?: string;
      }
    | { kind: 'text'; value: string; complete?: Completed }
    | { kind: 'number'; value: string; min: number; max: number }
    /** Words separated by commas. */
    | { kind: 'list'; value: string; complete?: Completed }
    | { kind: 'choice'; choices: readonly string[] }
  );

export type ArgumentDefinitions = Readonly<Record<string, ArgumentDefinition>>;
export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;

type ArgumentValue<A extends ArgumentDefinition> = A extends { rest: true }
  ? readonly string[]
  : A extends { optional: true }
    ? string | undefined
    : string;

type OptionValue<O extends OptionDefinition> = O extends { kind: 'flag' }
  ? boolean
  : O extends { kind: 'number' }
    ? number | undefined
    : O extends { kind: 'list' }
      ? readonly string[] | undefined
      : O extends { kind: 'choice'; choices: readonly (infer Word)[] }
        ? Word | undefined
        : string | undefined;

export interface Invocation<A extends ArgumentDefinitions, O extends OptionDefinitions> {
  arguments: { [Name in keyof A]: ArgumentValue<A[Name]> };
  options: { [Name in keyof O]: OptionValue<O[Name]> };
  context: CommandContext;
}

/** What a command found out, for programs and for people. */
export interface Answer {
  /** The document that `--json` prints. */
  json: unknown;
  /** What people read; printed as it is, with a line end. */
  text: () => string;
  /** Default ok. */
  exitCode?: ExitCode;
}

export interface Example {
  /** As it is typed, e.g. `kickoff queues --workload weather`. */
  line: string;
  /** What it does, when the line does not say it. */
  does?: string;
}

export interface CommandDefinition<
  A extends ArgumentDefinitions = ArgumentDefinitions,
  O extends OptionDefinitions = OptionDefinitions,
> extends Described {
  /** Words that call it, e.g. `types list`. */
  name: string;
  /** More than the summary, in whole sentences. */
  description?: string;
  /**
   * Operations of the API that it calls, or answers as well straight from NATS or PostgreSQL. A test fails for an operation that
   * no command names.
   */
  operations?: readonly (keyof operations)[];
  /** In order; kebab-case. */
  arguments?: A;
  /** By their long name without dashes. */
  options?: O;
  /** At least one. */
  examples: readonly [Example, ...Example[]];
  /** Words after the name are handed on as they are, also those that look like options. */
  passesOn?: true;
  /** Nothing is printed when it answers nothing: it has written as it went. */
  run(invocation: Invocation<A, O>): Promise<Answer | undefined>;
}

/** Types what `run` gets by the arguments and options. */
export function defineCommand<
  const A extends ArgumentDefinitions = Record<never, never>,
  const O extends OptionDefinitions = Record<never, never>,
>(definition: CommandDefinition<A, O>): CommandDefinition {
  return definition;
}
