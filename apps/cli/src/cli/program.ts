import { Argument, Command, CommanderError, Option } from 'commander';
import { GROUPS } from '../commands/groups.js';
import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from './define-command.js';
import { GLOBAL_OPTIONS } from './global-options.js';
import { UsageError } from './command-error.js';

/** What was called with which words. */
export interface ParsedInvocation {
  command: CommandDefinition;
  arguments: Record<string, string | readonly string[] | undefined>;
  /** With the global ones. */
  options: Record<string, unknown>;
}

/** Help or the version was asked for and has been printed. */
export class AnsweredByHelp extends Error {}

/** The definitions as a program of commander: it parses, and makes the help. `invoke` gets what was called. */
export function programOf(
  commands: readonly CommandDefinition[],
  {
    version,
    write,
    invoke,
  }: { version: string; write: (text: string) => void; invoke: (parsed: ParsedInvocation) => void },
): Command {
  const program = new Command('kickoff')
    .description('Operates Kickoff: background jobs on NATS JetStream and PostgreSQL.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help of a command')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: true })
    .configureOutput({ writeOut: write, outputError: () => {} })
    .exitOverride();
  for (const [name, definition] of Object.entries(GLOBAL_OPTIONS)) program.addOption(optionOf(name, definition));
  for (const definition of commands) {
    const words = definition.name.split(' ');
    const command = words.reduce((parent, _, depth) => childOf(parent, words.slice(0, depth + 1).join(' ')), program);
    fill(command, definition, invoke);
  }
  return program;
}

/**
 * Parses a command line.
 *
 * @throws UsageError for a wrong one, AnsweredByHelp when help was printed
 */
export function parseInvocation(program: Command, words: readonly string[]): void {
  try {
    program.parse([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new AnsweredByHelp();
    if (error.code === 'commander.help')
      throw new UsageError('a command is missing', { remedy: 'see `kickoff --help`' });
    const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
    throw new UsageError(message, { remedy: suggestion?.replace(/^\((.*)\)$/, '$1') ?? 'see `--help`' });
  }
}

/** The command of these words below `parent`, made as a group when it is not there yet. */
function childOf(parent: Command, name: string): Command {
  const word = name.split(' ').at(-1)!;
  const existing = parent.commands.find((command) => command.name() === word);
  if (existing) return existing;
  const group = parent.command(word).helpCommand(false);
  const summary = GROUPS[name];
  if (summary !== undefined) group.description(summary).summary(summary);
  return group;
}

function fill(command: Command, definition: CommandDefinition, invoke: (parsed: ParsedInvocation) => void): void {
  const { summary, description, examples, options = {}, arguments: args = {} } = definition;
  command.summary(summary).description([`${summary}.`, description].filter(Boolean).join(' '));
  for (const [name, argument] of Object.entries(args)) command.addArgument(argumentOf(name, argument));
  for (const [name, option] of Object.entries(options)) command.addOption(optionOf(name, option));
  const lines = examples.map(({ line, does }) => (does === undefined ? `  $ ${line}` : `  $ ${line}\n      ${does}`));
  command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
  command.action((...given: unknown[]) => {
    const names = Object.keys(args);
    invoke({
      command: definition,
      arguments: Object.fromEntries(names.map((name, place) => [name, given[place] as string | undefined])),
      options: optionsOf(command, definition),
    });
  });
}

/** By their names with dashes; a flag that was not given is false. */
function optionsOf(command: Command, { options = {} }: CommandDefinition): Record<string, unknown> {
  const all: Record<string, OptionDefinition> = { ...GLOBAL_OPTIONS, ...options };
  const given = command.optsWithGlobals<Record<string, unknown>>();
  return Object.fromEntries(
    Object.entries(all).map(([name, { kind }]) => {
      const value = given[new Option(`--${name}`).attributeName()];
      return [name, kind === 'flag' ? value === true : value];
    }),
  );
}

/** As commander writes it: `<name>`, `[name]`, `<name...>`. */
export function argumentSyntax(name: string, { optional, rest }: ArgumentDefinition): string {
  const inner = rest ? `${name}...` : name;
  return optional || rest ? `[${inner}]` : `<${inner}>`;
}

/** As commander writes it: `--name <value>`, `-n, --name`. */
export function optionSyntax(name: string, definition: OptionDefinition): string {
  if (definition.kind === 'flag') return definition.short ? `-${definition.short}, --${name}` : `--${name}`;
  return `--${name} <${definition.kind === 'choice' ? 'word' : definition.value}>`;
}

function argumentOf(name: string, definition: ArgumentDefinition): Argument {
  const argument = new Argument(argumentSyntax(name, definition), definition.summary);
  return definition.choices ? argument.choices(definition.choices) : argument;
}

function optionOf(name: string, definition: OptionDefinition): Option {
  const option = new Option(optionSyntax(name, definition), definition.summary);
  switch (definition.kind) {
    case 'choice':
      return option.choices(definition.choices);
    case 'number':
      return option.argParser((text: string) => wholeNumber(name, text, definition));
    case 'list':
      return option.argParser((text: string) => listOf(name, text));
    default:
      return option;
  }
}

/** A list of nothing would stand for everything. */
function listOf(name: string, text: string): string[] {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
  if (words.length > 0) return words;
  throw new UsageError(`--${name} must name something, got ${JSON.stringify(text)}`, { where: `--${name}` });
}

function wholeNumber(name: string, text: string, { min, max }: { min: number; max: number }): number {
  const value = Number(text);
  if (/^-?\d+$/.test(text) && value >= min && value <= max) return value;
  throw new UsageError(`--${name} must be a whole number from ${min} to ${max}, got ${JSON.stringify(text)}`, {
    where: `--${name}`,
  });
}
