import { afterAll, beforeAll } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { type NatsOptions, type NatsServer, startNats } from '../nats/nats-server.js';
import { newTestFolder } from './test-directory.js';

/**
 * A nats-server of its own for this test file (or `describe` block), from before its first test until after its last.
 * To be called at the top level: `const nats = natsForTest();`, then `nats().url`, `nats().kill()`, `nats().start()`.
 */
export function natsForTest(options: Partial<NatsOptions> = {}): () => NatsServer {
  let server: NatsServer | undefined;
  let directory: string | undefined;
  beforeAll(async () => {
    directory = options.directory ?? (await newTestFolder('nats'));
    server = await startNats({ ...options, directory });
  });
  afterAll(async () => {
    await server?.stop();
    if (directory !== undefined) await rm(directory, { recursive: true, force: true });
  });
  return () => {
    if (!server) throw new Error('nats-server starts before the first test; use it inside tests and hooks only');
    return server;
  };
}
