import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { COMMANDS } from '../commands/index.js';
import { GROUPS } from '../commands/groups.js';
import { AnsweredByHelp, parseInvocation, programOf } from './program.js';
import { kickoff } from '../testing/kickoff-process.js';

const NOBODY = { KICKOFF_NATS_URL: 'nats://127.0.0.1:1' };

describe('the command line', () => {
  it('helps on standard output', async () => {
    const { code, stdout, stderr } = await kickoff(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('queues');
    const one = await kickoff(['types', 'show', '--help']);
    expect(one).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('Usage: kickoff types show') });
  });

  it.each(COMMANDS)('helps with `$name`, by examples that call it', ({ name, summary, examples }) => {
    let help = '';
    const program = programOf(COMMANDS, { version: '', write: (text) => (help += text), invoke: () => {} });
    expect(() => parseInvocation(program, [...name.split(' '), '--help'])).toThrow(AnsweredByHelp);
    expect(help.replace(/\s+/g, ' ')).toContain(summary);
    for (const { line } of examples) {
      expect(help).toContain(line);
      expect(line).toContain(`kickoff ${name}`);
    }
  });

  it('has commands in alphabetical order, and a summary for each word above several', () => {
    const names = COMMANDS.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    const above = names.flatMap((name) => (name.includes(' ') ? [name.split(' ')[0]!] : []));
    expect(Object.keys(GROUPS).sort()).toEqual([...new Set(above)].filter((word) => !names.includes(word)).sort());
  });

  it.each([
    [['typ'], "unknown command 'typ'", 'Did you mean types?'],
    [['queues', '--workloadd', 'x'], "unknown option '--workloadd'", 'Did you mean one of --workload, --workloads?'],
    [['types'], 'a command is missing', 'kickoff --help'],
    [['types', 'show'], "missing required argument 'type'", '--help'],
    [['completion', 'tcsh'], 'Allowed choices are bash, zsh, fish', '--help'],
    [['migrate', '--replicas', 'many'], '--replicas must be a whole number from 1 to 5, got "many"', ''],
    [['queues'], 'KICKOFF_NATS_URL is required', 'kickoff config check'],
  ])('refuses %j with 2 before anything is tried', async (words, what, remedy) => {
    const { code, stdout, stderr } = await kickoff(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(what);
    expect(stderr).toContain(remedy);
  });

  it('tells what was wrong, where and what to do, without a stack unless it is asked for', async () => {
    const plain = await kickoff(['queues'], { env: NOBODY });
    expect(plain.code).toBe(4);
    expect(plain.stderr).toBe(
      [
        'error: no NATS server answers at nats://127.0.0.1:1',
        '  where: KICKOFF_NATS_URL or --nats-url',
        '  to do: start the NATS server, or correct its address, user or password',
        '',
      ].join('\n'),
    );
    const debugged = await kickoff(['queues', '--debug'], { env: NOBODY });
    expect(debugged.stderr).toMatch(/^BrokerUnavailable[^]*^ {4}at [^]*^caused by /m);
  });

  it('gives programs the error as the one document', async () => {
    const { code, json } = await kickoff(['queues', '--json', '--nats-url', 'nats://127.0.0.1:2'], { env: NOBODY });
    expect(code).toBe(4);
    expect(json()).toEqual({
      error: {
        code: 'BROKER_UNAVAILABLE',
        what: 'no NATS server answers at nats://127.0.0.1:2',
        where: 'KICKOFF_NATS_URL or --nats-url',
        remedy: expect.any(String),
      },
    });
  });

  it('colours nothing where there is no terminal or NO_COLOR is set', async () => {
    const { stderr } = await kickoff(['queues'], { env: { NO_COLOR: '1' } });
    expect(stderr).not.toContain('\u001b[');
    expect((await kickoff(['queues'])).stderr).not.toContain('\u001b[');
    const forced = await kickoff(['queues'], { env: { FORCE_COLOR: '1' } });
    expect(forced.stderr).toContain('\u001b[31merror:');
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('prints a script for %s that asks the command', async (shell) => {
    const { code, stdout } = await kickoff(['completion', shell]);
    expect(code).toBe(0);
    expect(stdout).toContain('kickoff complete --');
  });

  it('registers itself in a real bash', async () => {
    const { stdout: script } = await kickoff(['completion', 'bash']);
    const bash = spawn('bash', ['--norc', '-c', `${script}\ncomplete -p kickoff`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    bash.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    expect(await once(bash, 'close')).toEqual([0, null]);
    expect(text).toMatch(/complete .*-F \w+ kickoff/);
  });

  it.each([
    [['ty'], ['types']],
    [
      ['types', ''],
      ['list', 'show', 'silence', 'unsilence'],
    ],
    [
      ['queues', '--work'],
      ['--workload', '--workloads'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['config', 'check', '--service', 'po'], ['poller']],
  ])('offers for %j what can follow', async (words, offered) => {
    const { stdout } = await kickoff(['complete', '--', ...words], { env: NOBODY });
    const lines = stdout.trim().split('\n').slice(0, -1);
    expect(lines.map((line) => line.split('\t')[0])).toEqual(offered);
  });

  it('offers no names, and says nothing, when NATS does not answer', async () => {
    const { code, stdout, stderr } = await kickoff(['complete', '--', 'types', 'show', ''], { env: NOBODY });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: ':4\n', stderr: '' });
  });
});
