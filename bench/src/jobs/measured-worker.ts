import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a worker process is told first. */
export interface Opening {
  /** Address of the server that has the jobs. */
  url: string;
  slots: number;
  /** Works off `backlogJobs` of this size; default the jobs of `scheduledWorkload`. */
  backlog?: number;
}
/** What it is told afterwards. */
export type Order = 'go' | 'pause' | 'stop' | { workOff: number };
/** What it tells by itself, gathered for a few milliseconds; times are those of `wallClockMs`. */
export interface News {
  /** When jobs with a rate limit started. */
  startedAt?: number[];
  /** Jobs that wait to be cancelled from now on. */
  waiting?: string[];
  /** When the signal of such a job aborted, by its id. */
  abortedAt?: [id: string, at: number][];
}
export interface WorkedOff {
  /** Until the last of the jobs had run. */
  seconds: number;
  /** Resident memory of the process then. */
  memoryMb: number;
}
export type Reply = 'ready' | 'paused' | WorkedOff | { news: News };

/** A worker in a process of its own, with Node's options as services have them, that takes no jobs until it is told. */
export class MeasuredWorker {
  private readonly ended: Promise<unknown>;
  private answered: (reply: Reply) => void = () => {};
  private listener: (news: News) => void = () => {};

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'exit');
    child.on('message', (reply: Reply) => {
      if (typeof reply === 'object' && 'news' in reply) this.listener(reply.news);
      else this.answered(reply);
    });
  }

  static async start(opening: Opening): Promise<MeasuredWorker> {
    const child = fork(fileURLToPath(new URL('./measured-worker-main.js', import.meta.url)), {
      execArgv: ['--max-semi-space-size=64'],
    });
    const worker = new MeasuredWorker(child);
    try {
      await worker.ask(opening);
      return worker;
    } catch (error) {
      worker.kill();
      throw error;
    }
  }

  onNews(listener: (news: News) => void): void {
    this.listener = listener;
  }

  /** Takes jobs from now on. */
  go(): void {
    this.child.send('go' satisfies Order);
  }

  /** Takes no more jobs; those that it has not started go back. */
  async pause(): Promise<void> {
    await this.ask('pause');
  }

  /** Takes jobs until so many have run, then pauses. */
  async workOff(jobs: number): Promise<WorkedOff> {
    return (await this.ask({ workOff: jobs })) as WorkedOff;
  }

  /** Ends when its jobs have; those that it has not started go back. */
  async stop(): Promise<void> {
    this.child.send('stop' satisfies Order);
    await this.ended;
  }

  /** What it has in hand is delivered again after a while, unless it is purged before. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  private async ask(question: Opening | Order): Promise<Reply> {
    const reply = new Promise<Reply>((resolve) => (this.answered = resolve));
    this.child.send(question);
    const ended = this.ended.then(() => {
      throw new Error('the worker process ended');
    });
    return Promise.race([reply, ended]);
  }
}
