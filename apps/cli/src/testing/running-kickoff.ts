import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { startKickoff, type KickoffOptions } from './kickoff-process.js';

/** The command while it runs for ever: `work`, `up`. */
export class RunningKickoff {
  /** Everything it has written, of both streams. */
  output = '';
  private readonly child: ChildProcess;
  private readonly closed: Promise<unknown[]>;
  private waiting: (() => void)[] = [];

  constructor(words: readonly string[], options: KickoffOptions) {
    this.child = startKickoff(words, options);
    this.closed = once(this.child, 'close');
    const onData = (chunk: Buffer) => {
      this.output += chunk.toString();
      for (const look of this.waiting.splice(0)) look();
    };
    this.child.stdout?.on('data', onData);
    this.child.stderr?.on('data', onData);
    void this.closed.then(() => {
      for (const look of this.waiting.splice(0)) look();
    });
  }

  /** Resolves once it has written something that matches.
   * @throws Error with all that it wrote when it ends first */
  async until(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.output);
      if (match) return match;
      if (this.child.exitCode !== null) throw new Error(`it ended with ${this.child.exitCode}: ${this.output}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** Sends SIGTERM and gives the exit code. */
  async stop(): Promise<unknown> {
    this.child.kill('SIGTERM');
    return (await this.closed)[0];
  }
}
