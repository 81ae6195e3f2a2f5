import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Stage } from '../../stage/stage.js';
import { machineNow, newLedger, readLedger, type LedgerRun } from './use-ledger.js';

export type FleetRole = 'limiter' | 'worker';

const SCRIPTS = { limiter: './limiter-process.js', worker: './limited-worker.js' };

/** Limiters and workers of one stage in processes of their own, and what their handlers wrote. */
export class LimiterFleet {
  private readonly ledger = newLedger();
  private readonly goneAt = new Map<number, number>();
  private readonly members = new Map<ChildProcess, FleetRole>();

  constructor(private readonly stage: Stage) {
    stage.onClose(() => Promise.all([...this.members.keys()].map((child) => this.kill(child))));
  }

  /** Resolves when it works. */
  async start(role: FleetRole): Promise<ChildProcess> {
    const terms = JSON.stringify({ url: this.stage.url, workload: this.stage.name, ledger: this.ledger });
    const child = fork(fileURLToPath(new URL(SCRIPTS[role], import.meta.url)), [terms], { execArgv: [] });
    this.members.set(child, role);
    await once(child, 'message');
    return child;
  }

  async kill(child: ChildProcess): Promise<void> {
    if (!this.members.delete(child)) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    this.goneAt.set(child.pid!, machineNow());
    await gone;
  }

  of(role: FleetRole): ChildProcess[] {
    return [...this.members].filter(([, each]) => each === role).map(([child]) => child);
  }

  /** What the handlers have done up to now. */
  runs(): LedgerRun[] {
    return readLedger(this.ledger, this.goneAt);
  }
}
