import type { Environment } from '@kickoff/nest/settings';
import { COMMANDS } from '../commands/index.js';
import { CommandContext } from './command-context.js';
import type { Answer } from './define-command.js';
import { EXIT_CODES, type ExitCode } from './exit-codes.js';
import { environmentWith } from './global-options.js';
import { AnsweredByHelp, parseInvocation, programOf, type ParsedInvocation } from './program.js';
import type { Terminal } from './terminal.js';
import { cliVersion } from './version.js';

export interface Surroundings extends Terminal {
  environment: Environment;
  /** The working folder. */
  folder: string;
}

/** Words that ask for help also of a command that hands its words on. */
const HELP = ['--help', '-h'];

/** Runs one command line to its end; never throws. */
export async function runCli(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { stdout, stderr } = surroundings;
  if (words[0] === 'complete' && words[1] === '--') {
    const { completeWords } = await import('../completion/complete-words.js');
    await completeWords(words.slice(2), COMMANDS, surroundings.environment);
    return EXIT_CODES.ok;
  }
  try {
    const answer = await invoke(parse(words, stdout), surroundings);
    return answer?.exitCode ?? EXIT_CODES.ok;
  } catch (error) {
    if (error instanceof AnsweredByHelp) return EXIT_CODES.ok;
    const { explain, explanationText } = await import('./explain-error.js');
    const { exitCode, ...explanation } = explain(error);
    // A program that asked for a document gets one also when there is nothing else to tell.
    if (words.includes('--json')) writeJson(stdout, { error: explanation });
    stderr.write(`${explanationText({ ...explanation, exitCode }, stderr)}\n`);
    if (words.includes('--debug') && error instanceof Error) stderr.write(`${stackOf(error)}\n`);
    return exitCode;
  }
}

function parse(words: readonly string[], stdout: NodeJS.WriteStream): ParsedInvocation {
  const passing = COMMANDS.find(({ name, passesOn }) => passesOn && words[0] === name);
  if (passing && !HELP.includes(words[1] ?? '')) {
    const [rest = 'words'] = Object.keys(passing.arguments ?? {});
    return { command: passing, arguments: { [rest]: words.slice(1) }, options: {} };
  }
  let parsed: ParsedInvocation | undefined;
  const program = programOf(COMMANDS, {
    version: cliVersion(),
    write: (text) => void stdout.write(text),
    invoke: (invocation) => (parsed = invocation),
  });
  parseInvocation(program, words);
  if (!parsed) throw new AnsweredByHelp();
  return parsed;
}

async function invoke(parsed: ParsedInvocation, surroundings: Surroundings): Promise<Answer | undefined> {
  const { environment, folder, stdout, stderr } = surroundings;
  const isJson = parsed.options['json'] === true;
  const context = new CommandContext(environmentWith(environment, parsed.options), isJson, { stdout, stderr }, folder);
  try {
    const { arguments: args, options } = parsed;
    const answer = await parsed.command.run({ arguments: args, options, context } as Parameters<
      typeof parsed.command.run
    >[0]);
    if (answer && isJson) writeJson(stdout, answer.json);
    else if (answer) stdout.write(`${answer.text()}\n`);
    return answer;
  } finally {
    await context.close();
  }
}

function writeJson(stdout: NodeJS.WriteStream, document: unknown): void {
  stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

function stackOf({ stack, message, cause }: Error): string {
  const own = stack ?? message;
  return cause instanceof Error ? `${own}\ncaused by ${stackOf(cause)}` : own;
}
