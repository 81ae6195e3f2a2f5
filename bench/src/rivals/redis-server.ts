import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort, ServerProcess } from '@kickoff/embedded';

const PROGRAM = 'redis-server';
const READY_TIMEOUT_MS = 20_000;

/**
 * What BullMQ's page on production asks for: an append-only file written once per second, and no eviction. Snapshots are
 * off, since the append-only file makes them needless and they take time.
 */
const SETTINGS = { appendonly: 'yes', appendfsync: 'everysec', 'maxmemory-policy': 'noeviction', save: '' };

export interface RedisServer {
  /** Address for clients. */
  url: string;
  stop: () => Promise<void>;
}

/** Whether this machine has a `redis-server` on its path. */
export function redisIsHere(): boolean {
  return spawnSync(PROGRAM, ['--version']).status === 0;
}

/** Starts a Redis of our own on a free port, its data in `directory`. */
export async function startRedis(directory: string): Promise<RedisServer> {
  await mkdir(directory, { recursive: true });
  const port = await freePort();
  const settings = { bind: '127.0.0.1', port: String(port), dir: directory, ...SETTINGS };
  const server = new ServerProcess({
    name: 'redis-server',
    command: PROGRAM,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    logFile: join(directory, 'redis.log'),
    stopSignal: 'SIGTERM',
  });
  await server.ready(() => answers(port), READY_TIMEOUT_MS);
  return { url: `redis://127.0.0.1:${port}`, stop: async () => void (await server.stop()) };
}

function answers(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('error', () => {});
    socket.on('close', () => resolve(undefined));
    socket.on('connect', () => socket.write('PING\r\n'));
    socket.on('data', (chunk) => {
      resolve(chunk.toString().startsWith('+PONG') || undefined);
      socket.destroy();
    });
  });
}
