import { RootCommand } from '@bomb.sh/tab';
import type { Environment } from '@kickoff/nest/settings';
import { GROUPS } from '../commands/groups.js';
import type { ArgumentDefinition, CommandDefinition, Completed, OptionDefinition } from '../cli/define-command.js';
import { GLOBAL_OPTIONS } from '../cli/global-options.js';
import { namesOf, type Names } from './names.js';

/**
 * What the shell asks for through the script of `kickoff completion`: `kickoff complete -- <words>`, the last one being
 * completed. Prints one candidate a line, with its summary.
 */
export async function completeWords(
  words: readonly string[],
  commands: readonly CommandDefinition[],
  environment: Environment,
  patienceMs?: number,
): Promise<void> {
  const called = commands.find(({ name }) => words.slice(0, name.split(' ').length).join(' ') === name);
  const names = await namesOf(called ? completedBy(called) : [], environment, patienceMs);
  rootOf(commands, names).parse([...words]);
}

function completedBy({ arguments: args = {}, options = {} }: CommandDefinition): Completed[] {
  return [...Object.values(args), ...Object.values(options)].flatMap((definition) =>
    'complete' in definition && definition.complete ? [definition.complete] : [],
  );
}

function rootOf(commands: readonly CommandDefinition[], names: Names): RootCommand {
  const root = new RootCommand();
  for (const [name, summary = ''] of Object.entries(GROUPS)) root.command(name, summary);
  for (const { name, summary, arguments: args = {}, options = {} } of commands) {
    const command = root.command(name, summary);
    for (const [argument, definition] of Object.entries(args)) {
      const offer = candidatesOf(definition, names);
      command.argument(argument, (complete) => offer.forEach((each) => complete(each, '')), definition.rest);
    }
    const all: Record<string, OptionDefinition> = { ...options, ...GLOBAL_OPTIONS };
    for (const [option, definition] of Object.entries(all)) {
      if (definition.kind === 'flag') command.option(option, definition.summary);
      else {
        const offer = candidatesOf(definition, names);
        command.option(option, definition.summary, (complete) => offer.forEach((each) => complete(each, '')));
      }
    }
  }
  return root;
}

function candidatesOf(definition: ArgumentDefinition | OptionDefinition, names: Names): readonly string[] {
  if ('choices' in definition && definition.choices) return definition.choices;
  return 'complete' in definition && definition.complete ? (names[definition.complete] ?? []) : [];
}
