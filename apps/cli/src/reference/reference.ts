import type { CommandDefinition, OptionDefinitions } from '../cli/define-command.js';
import { EXIT_CODE_MEANINGS, EXIT_CODES } from '../cli/exit-codes.js';
import { GLOBAL_OPTIONS } from '../cli/global-options.js';
import { argumentSyntax, optionSyntax } from '../cli/program.js';

/** The page of commands in Markdown, made from the definitions that the command parses by. */
export function cliReference(commands: readonly CommandDefinition[]): string {
  return [
    '# Commands',
    '',
    '<!-- Generated from the definitions in apps/cli/src/commands by `npm run generate`. -->',
    '',
    'First steps, completion and scripts: [the command line](../guides/cli.md).',
    '',
    '## Options of every command',
    '',
    ...optionTable(GLOBAL_OPTIONS),
    '',
    '## Exit codes',
    '',
    '| code | means |',
    '|---|---|',
    ...Object.entries(EXIT_CODES).map(
      ([name, code]) => `| ${code} | ${EXIT_CODE_MEANINGS[name as keyof typeof EXIT_CODES]} |`,
    ),
    '',
    ...commands.flatMap(section),
  ].join('\n');
}

function section(definition: CommandDefinition) {
  const { name, summary, description, operations = [], arguments: args = {}, options = {}, examples } = definition;
  const syntax = [
    'kickoff',
    name,
    ...Object.entries(args).map(([argument, defined]) => argumentSyntax(argument, defined)),
  ];
  const listed = Object.entries(args).map(
    ([argument, defined]) => `| \`${argumentSyntax(argument, defined)}\` | ${cell(defined.summary)} |`,
  );
  return [
    `## kickoff ${name}`,
    '',
    `${summary}.${description === undefined ? '' : ` ${description}`}`,
    '',
    '```text',
    syntax.join(' '),
    '```',
    '',
    ...(operations.length > 0 ? [`Operations: ${operations.map((id) => `\`${id}\``).join(', ')}.`, ''] : []),
    ...(listed.length > 0 ? ['| argument | meaning |', '|---|---|', ...listed, ''] : []),
    ...(Object.keys(options).length > 0 ? [...optionTable(options), ''] : []),
    '```sh',
    ...examples.map(({ line, does }) => (does === undefined ? line : `${line}    # ${does}`)),
    '```',
    '',
  ];
}

function optionTable(options: OptionDefinitions): string[] {
  return [
    '| option | meaning |',
    '|---|---|',
    ...Object.entries(options).map(([name, definition]) => {
      const words = definition.kind === 'choice' ? ` (${definition.choices.join(', ')})` : '';
      return `| \`${optionSyntax(name, definition)}\` | ${cell(definition.summary)}${words} |`;
    }),
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
