import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { LiveMessage } from '@kickoff/contracts';
import { freePort, inheritedEnvironment } from '@kickoff/embedded';
import { connectLive, type LiveConnection } from '@kickoff/live-client';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const START = ['scripts/start.mjs', 'packages/embedded/dist/demo/main.js'];
const LOOK_EVERY_MS = 10;

/** Seconds from the spawn of the process. */
export interface DemoTimes {
  /** Until a socket of the gateway received the first message about a match that was fetched by this start. */
  firstMatch: number;
  /** Until it says that every service is ready. */
  ready: number;
}

/** `npm start` on the data in a folder, until it has shown a match and is ready; then it is stopped. */
export async function timeDemo(directory: string): Promise<DemoTimes> {
  const gateway = await freePort();
  const spawnedAt = performance.timeOrigin + performance.now();
  const demo = spawn(process.execPath, [...START, directory], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...inheritedEnvironment(), KICKOFF_DEMO_GATEWAY_PORT: String(gateway) },
  });
  const ended = once(demo, 'exit').then(() => {
    throw new Error('npm start ended before it had shown a match');
  });
  const since = () => (performance.timeOrigin + performance.now() - spawnedAt) / 1_000;
  let live: LiveConnection | undefined;
  try {
    const ready = readyLine(demo).then(since);
    await Promise.race([listening(gateway), ended]);
    live = connectLive({ url: `http://127.0.0.1:${gateway}`, reconnectJitterMs: 0 });
    const firstMatch = freshMessage(live, spawnedAt).then(since);
    return await Promise.race([Promise.all([firstMatch, ready]), ended]).then(([match, all]) => ({
      firstMatch: match,
      ready: all,
    }));
  } finally {
    live?.close();
    ended.catch(() => undefined);
    const exited = demo.exitCode === null ? once(demo, 'exit') : undefined;
    demo.kill('SIGTERM');
    await exited;
  }
}

/** What was stored by an earlier start does not count. */
function freshMessage(live: LiveConnection, spawnedAt: number): Promise<void> {
  return new Promise((resolve) => {
    live.subscribe('live-scores', {
      onMessage: ({ data }: LiveMessage) => {
        if (((data as { upstreamAt?: number }).upstreamAt ?? 0) >= spawnedAt) resolve();
      },
    });
  });
}

async function readyLine({ stdout }: ChildProcess): Promise<void> {
  for await (const line of createInterface({ input: stdout! })) if (line.startsWith('KICKOFF_READY ')) return;
  throw new Error('npm start did not become ready');
}

async function listening(port: number): Promise<void> {
  while (!(await accepts(port))) await sleep(LOOK_EVERY_MS);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('close', () => socket.destroy());
    socket.on('connect', () => socket.destroy());
  });
}
