import type { ApiClient } from '@kickoff/api-client';
import {
  defineCommand,
  type ArgumentDefinitions,
  type CommandDefinition,
  type Invocation,
  type OptionDefinitions,
} from '../cli/define-command.js';

interface ApiCommand<A extends ArgumentDefinitions, O extends OptionDefinitions, Data> extends Omit<
  CommandDefinition<A, O>,
  'run'
> {
  /** Asks the api; what it resolves with is the document of `--json`. */
  ask: (invocation: Invocation<A, O> & { api: ApiClient }) => Promise<Data>;
  /** The same for people. */
  text: (data: Data) => string;
}

/** A command that asks the api and shows what it answers. */
export function defineApiCommand<
  Data,
  const A extends ArgumentDefinitions = Record<never, never>,
  const O extends OptionDefinitions = Record<never, never>,
>({ ask, text, ...definition }: ApiCommand<A, O, Data>): CommandDefinition {
  return defineCommand<A, O>({
    ...definition,
    async run(invocation) {
      const data = await ask({ ...invocation, api: await invocation.context.api() });
      return { json: data, text: () => text(data) };
    },
  });
}
