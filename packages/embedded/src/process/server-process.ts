/**
 * One server as a real child process: started in its own session (so that a Ctrl-C in the terminal reaches only us and we
 * decide the order of ending), output in a file, ended with us by the guardian.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PROCESS_ENVIRONMENT } from '../settings.js';
import { release, watchOver } from './guardian.js';

export interface ServerProcessOptions {
  /** What messages call it, e.g. `nats-server`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** File that takes standard output and error; appended to. */
  readonly logFile: string;
  /** Complete environment of the process; default: ours. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** The signal that ends it in an orderly way. */
  readonly stopSignal: 'SIGINT' | 'SIGTERM';
}

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class ServerProcess {
  /** Settles when the process has ended; never rejects. */
  readonly exited: Promise<Exit>;
  private readonly child: ChildProcess;
  private exit: Exit | undefined;

  constructor(private readonly options: ServerProcessOptions) {
    mkdirSync(dirname(options.logFile), { recursive: true });
    const log = openSync(options.logFile, 'a');
    try {
      this.child = spawn(options.command, options.args, {
        stdio: ['ignore', log, log],
        detached: true,
        env: { ...(options.env ?? PROCESS_ENVIRONMENT) },
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        ...(options.uid === undefined ? {} : { uid: options.uid }),
        ...(options.gid === undefined ? {} : { gid: options.gid }),
      });
    } finally {
      closeSync(log);
    }
    const { pid } = this.child;
    if (pid !== undefined) watchOver(pid, options.stopSignal.slice('SIG'.length));
    this.exited = new Promise((resolve) => {
      const end = (exit: Exit) => {
        this.exit ??= exit;
        if (pid !== undefined) release(pid);
        resolve(this.exit);
      };
      this.child.once('exit', (code, signal) => end({ code, signal }));
      this.child.once('error', () => {
        if (pid === undefined) end({ code: 127, signal: null });
      });
    });
    // A server nobody stops must not keep this process alive: the guardian ends it once we are gone.
    this.child.unref();
  }

  /** Undefined when the command could not be started. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  get running(): boolean {
    return this.exit === undefined;
  }

  /** Waits until `probe` answers something else than undefined, and gives that back.
   * @throws Error with the end of the log when the process ends first or `timeoutMs` pass */
  async ready<T>(probe: () => Promise<T | undefined>, timeoutMs: number): Promise<T> {
    const deadline = Date.now() + timeoutMs;
    while (this.running) {
      const answer = await probe();
      if (answer !== undefined) return answer;
      if (Date.now() > deadline)
        throw new Error(`${this.options.name} was not ready after ${timeoutMs} ms${this.lastLines()}`);
      await delay(10);
    }
    throw new Error(`${this.options.name} ended before it was ready${this.lastLines()}`);
  }

  /** Waits for the end of a program that ends by itself.
   * @throws Error with the end of the log when it reports failure */
  async finished(): Promise<void> {
    this.child.ref();
    const { code, signal } = await this.exited;
    if (code !== 0)
      throw new Error(`${this.options.name} failed (${signal ?? `exit code ${code}`})${this.lastLines()}`);
  }

  /** Sends `signal` and waits for the end. Does nothing when it has ended already. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<Exit> {
    if (this.running) {
      this.child.ref();
      this.child.kill(signal);
    }
    return this.exited;
  }

  /** Ends it in an orderly way; kills it when that takes longer than `graceMs`. */
  async stop(graceMs = 10_000): Promise<Exit> {
    const killer = setTimeout(() => void this.kill('SIGKILL'), graceMs);
    try {
      return await this.kill(this.options.stopSignal);
    } finally {
      clearTimeout(killer);
    }
  }

  private lastLines(): string {
    const text = readFileSync(this.options.logFile, 'utf8').trimEnd();
    return `; the end of ${this.options.logFile}:\n${text.split('\n').slice(-15).join('\n')}`;
  }
}
