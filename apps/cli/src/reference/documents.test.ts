import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { COMMANDS } from '../commands/index.js';
import { EXIT_CODE_MEANINGS, EXIT_CODES } from '../cli/exit-codes.js';
import { parseInvocation, programOf, type ParsedInvocation } from '../cli/program.js';

const DOCS = fileURLToPath(new URL('../../../../docs', import.meta.url));

/** Lines that call the command in fences of shells, by page. */
const lines = readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) =>
    [...readFileSync(join(DOCS, path), 'utf8').matchAll(/^```(?:sh|console)\n([\s\S]*?)^```$/gm)].flatMap(
      ([, text = '']) =>
        text.split('\n').flatMap((line) => {
          const call = /(?:^|\$ |<\(|\s)kickoff ([^|>#)]*)/.exec(line)?.[1];
          return call === undefined ? [] : [[path, call.trim()] as const];
        }),
    ),
  );

function parse(line: string): ParsedInvocation | undefined {
  let parsed: ParsedInvocation | undefined;
  const program = programOf(COMMANDS, { version: '', write: () => {}, invoke: (invocation) => (parsed = invocation) });
  const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3]!);
  const passing = COMMANDS.find(({ name, passesOn }) => passesOn && words[0] === name);
  if (passing) return { command: passing, arguments: {}, options: {} };
  parseInvocation(program, words);
  return parsed;
}

describe('documents', () => {
  it.each(lines)('%s calls `kickoff %s` as it can be called', (_, line) => {
    expect(parse(line)?.command.name).toBeDefined();
  });

  it('call every command, at least in the reference', () => {
    const called = new Set(lines.map(([, line]) => parse(line)?.command.name));
    expect(COMMANDS.filter(({ name }) => !called.has(name)).map(({ name }) => name)).toEqual([]);
  });

  it('give every exit code its meaning in the guide', () => {
    const guide = readFileSync(join(DOCS, 'guides', 'cli.md'), 'utf8');
    const listed = [...guide.matchAll(/^\| (\d) +\| (.*?) *\|$/gm)].map(
      (match) => [Number(match[1]), match[2]!] as const,
    );
    const meant = Object.entries(EXIT_CODES).map(
      ([name, code]) => [code, EXIT_CODE_MEANINGS[name as keyof typeof EXIT_CODES]] as const,
    );
    expect(listed.map(([code]) => code)).toEqual(meant.map(([code]) => code));
    for (const [place, [, meaning]] of meant.entries()) expect(listed[place]?.[1]).toContain(meaning);
  });
});
