import type { FollowedJob } from './followed-job.js';
import type { JobUpdate } from './job-update.js';

export interface WatchOptions {
  /** Ends the iteration by throwing its reason; the job goes on. */
  signal?: AbortSignal;
}

/** The updates of one job until it has ended. By hand, since a generator could not be left while it waits. */
export class JobWatch<Output> implements AsyncIterableIterator<JobUpdate<Output>> {
  private followed: FollowedJob | undefined;
  private position = 0;
  private isOver = false;
  private leave = (): void => {};

  constructor(
    private readonly begin: () => FollowedJob,
    private readonly release: (followed: FollowedJob) => void,
    private readonly signal: AbortSignal | undefined,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<JobUpdate<Output>, undefined>> {
    try {
      return await this.read();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<JobUpdate<Output>, undefined>> {
    this.close();
    return OVER;
  }

  private async read(): Promise<IteratorResult<JobUpdate<Output>, undefined>> {
    while (!this.isOver) {
      this.signal?.throwIfAborted();
      const followed = (this.followed ??= this.begin());
      const found = followed.history.at(this.position);
      if (found) {
        this.position = found.next;
        return { done: false, value: found.update as JobUpdate<Output> };
      }
      if (followed.failure) throw followed.failure;
      if (followed.isOver) this.close();
      else await this.changed(followed);
    }
    return OVER;
  }

  private async changed(followed: FollowedJob): Promise<void> {
    const { promise, forget } = followed.changed();
    const left = new Promise<void>((resolve) => (this.leave = resolve));
    this.signal?.addEventListener('abort', this.leave);
    try {
      await Promise.race([promise, left]);
    } finally {
      this.signal?.removeEventListener('abort', this.leave);
      forget();
    }
  }

  private close(): void {
    this.isOver = true;
    this.leave();
    if (this.followed) this.release(this.followed);
    this.followed = undefined;
  }
}

const OVER = { done: true, value: undefined } as const;
