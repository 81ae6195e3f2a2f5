import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pressCtrlC, readyLine, startDemo } from '../start/demo-for-test.js';

describe('npm start', () => {
  let directory: string;
  let npm: ChildProcess | undefined;
  beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'kickoff-ctrl-c-'))));
  afterEach(async () => {
    if (npm?.exitCode === null && npm.signalCode === null) pressCtrlC(npm);
    await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
  });

  it('runs all services, and a Ctrl-C leaves no process', async () => {
    npm = startDemo(directory);
    const exited = once(npm, 'exit');
    const ports = portsOf(await readyLine(npm));
    expect(ports.length).toBeGreaterThanOrEqual(11);
    expect(await Promise.all(ports.map(answers))).toEqual(ports.map(() => true));
    const started = await processesOf(directory);

    pressCtrlC(npm);
    await exited;

    expect(await Promise.all(ports.map(answers))).toEqual(ports.map(() => false));
    expect(await processesOf(directory)).toEqual([]);
    // Otherwise the look at the processes found nothing because it cannot see them.
    if (existsSync('/proc')) expect(started.length).toBeGreaterThanOrEqual(3);
  }, 180_000);
});

/** Of everything that listens: services, their probes and the servers. */
function portsOf(addresses: Record<string, unknown>): number[] {
  const urls = Object.values(addresses).flatMap((value) =>
    typeof value === 'string' ? value : Object.values(value as Record<string, string>),
  );
  // The demo's key stands among them.
  const listening = urls.filter((url) => URL.canParse(url));
  return [...new Set(listening.map((url) => Number(new URL(url).port)))];
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** Numbers of processes that were started for this folder, where the system shows them. */
async function processesOf(directory: string): Promise<string[]> {
  if (!existsSync('/proc')) return [];
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    numbers.map(async (number) => {
      const command = await readFile(`/proc/${number}/cmdline`, 'utf8').catch(() => '');
      return command.includes(directory) ? number : undefined;
    }),
  );
  return found.filter((number) => number !== undefined);
}
