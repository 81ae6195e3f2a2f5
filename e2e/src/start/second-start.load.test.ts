import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { LiveMessage } from '@kickoff/contracts';
import { connectLive } from '@kickoff/live-client';
import { pressCtrlC, readyLine, startDemo } from './demo-for-test.js';

let directory: string;
let npm: ChildProcess | undefined;
beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'kickoff-second-start-'))));
afterEach(async () => {
  if (npm?.exitCode === null && npm.signalCode === null) pressCtrlC(npm);
  await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
});

it('npm start shows what it fetches itself, on no data and again on those of the start before', async () => {
  for (let start = 0; start < 2; start += 1) {
    const startedAt = Date.now();
    npm = startDemo(directory);
    const exited = once(npm, 'exit');
    const { gateway } = await readyLine(npm);
    const live = connectLive({ url: String(gateway), reconnectJitterMs: 0 });
    const message = await new Promise<LiveMessage>((resolve) => {
      live.subscribe('live-scores', {
        onMessage: (received: LiveMessage) => {
          // What an earlier start stored does not count.
          if (((received.data as { upstreamAt?: number }).upstreamAt ?? 0) >= startedAt) resolve(received);
        },
      });
    });
    expect(message.channel).toMatch(/^live-scores\//);
    live.close();
    pressCtrlC(npm);
    await exited;
  }
}, 240_000);
