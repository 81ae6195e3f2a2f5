import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ChaosStage } from './chaos-setup.js';
import type { ChaosWorkerOptions } from './chaos-workload.js';

/** Who was killed, and from when until when it was away. */
export interface Kill {
  /** `events`: nobody was killed, the broker refused events. */
  victim: Victim | 'events';
  from: number;
  until: number;
  /** Of a worker. */
  pid: number | undefined;
}

export const VICTIMS = ['worker', 'scheduler', 'recorder', 'nats', 'postgres'] as const;
export type Victim = (typeof VICTIMS)[number];

/** Worker processes beside the platform's services and its servers, and the kills of all. Whoever is killed is started again. */
export class Fleet {
  readonly kills: Kill[] = [];
  private readonly workers: ChildProcess[] = [];

  constructor(
    private readonly stage: ChaosStage,
    private readonly random: () => number,
  ) {}

  async start(workers: number): Promise<void> {
    await Promise.all(Array.from({ length: workers }, () => this.startWorker()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.workers.splice(0).map(kill));
  }

  /** Kills one, as a crash would, and starts it again. Resolves when it works again. */
  async crash(victim: Victim): Promise<void> {
    const from = Date.now();
    const pid = await this.killAndRestart(victim);
    this.kills.push({ victim, from, until: Date.now(), pid });
  }

  private async killAndRestart(victim: Victim): Promise<number | undefined> {
    const { platform, servers } = this.stage;
    if (victim === 'worker') {
      const [worker] = this.workers.splice(Math.floor(this.random() * this.workers.length), 1);
      await kill(worker!);
      await this.startWorker();
      return worker!.pid;
    }
    if (victim === 'nats') {
      await servers.crash(this.random);
    } else if (victim === 'postgres') {
      // A restart, as an operator or a fail-over makes it: every connection breaks.
      await platform.postgres!.stop();
      await sleep(500);
      await platform.postgres!.start();
    } else {
      await platform.service(victim).kill();
      await platform.service(victim).start();
    }
    return undefined;
  }

  private async startWorker(): Promise<void> {
    const script = fileURLToPath(new URL('./worker-process.js', import.meta.url));
    const { servers, platform, ledger } = this.stage;
    const options: ChaosWorkerOptions = { nats: servers.urls, postgres: platform.addresses.postgres, ledger };
    const worker = fork(script, [JSON.stringify(options)], { execArgv: [] });
    this.workers.push(worker);
    await once(worker, 'message');
  }
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = once(worker, 'exit');
  process.kill(worker.pid!, 'SIGKILL');
  await gone;
}
