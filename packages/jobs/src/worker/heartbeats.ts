import { Worker as Thread } from 'node:worker_threads';
import { installationPrefix } from '@kickoff/contracts';
import type { BrokerOptions } from '../broker/broker.js';
import { HeartbeatTable } from './heartbeat-table.js';
import type { HeartbeatThreadData } from './heartbeat-thread.js';

/** Most jobs one worker has in hand at once. */
export const MAX_IN_HAND = 8_192;

const RESTART_AFTER_MS = 500;

/** Owns the table of jobs in hand and the thread that extends them. */
export class Heartbeats {
  readonly table = HeartbeatTable.create(MAX_IN_HAND);
  private thread: Thread | undefined;
  private stopping = false;
  private restart: NodeJS.Timeout | undefined;
  private aliveSubject: string | undefined;

  constructor(
    private readonly broker: BrokerOptions,
    /** A third of the ack wait, so that one lost renewal costs nothing. */
    private readonly intervalMs: number,
  ) {}

  start(): void {
    const workerData: HeartbeatThreadData = {
      broker: { ...this.broker, prefix: installationPrefix() },
      table: this.table.data,
      intervalMs: this.intervalMs,
      aliveSubject: this.aliveSubject,
    };
    this.thread = new Thread(new URL('./heartbeat-thread.js', import.meta.url), { workerData, execArgv: [] });
    this.thread.unref();
    // A thread that dies would let every running job be delivered a second time after the ack wait.
    this.thread.once('exit', () => {
      if (!this.stopping) this.restart = setTimeout(() => this.start(), RESTART_AFTER_MS).unref();
    });
    this.thread.on('error', () => {});
  }

  /** From now on the thread publishes on this subject every second while a handler runs: the worker holds limits. */
  alsoSay(aliveSubject: string): void {
    this.aliveSubject = aliveSubject;
    this.thread?.postMessage(aliveSubject);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    await this.thread?.terminate();
  }
}
