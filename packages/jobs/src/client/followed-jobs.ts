import { HEADERS, JobNotFound, parseJobSubject } from '@kickoff/contracts';
import { validate as isUuid } from 'uuid';
import type { Broker } from '../broker/broker.js';
import { clientClosed, FollowedJob, type JobPlaceName } from './followed-job.js';
import type { Enqueued, JobHandle } from './enqueue-options.js';
import type { JobMessage } from './job-message.js';
import type { JobRecord } from './job-record.js';

/** The jobs that callers of one client wait for. Every caller of one job shares what is heard of it. */

/** Ends that came before somebody asked for them, the latest of them. */
const MAX_ENDED = 500;

export class FollowedJobs {
  private readonly jobs = new Map<string, FollowedJob>();
  private readonly ended = new Map<string, FollowedJob>();
  private watchesConnection = false;
  private closed = false;

  constructor(
    private readonly broker: Broker,
    private readonly record: JobRecord | undefined,
  ) {}

  /** Sends jobs of which some are to be heard of, and listens before any of them can run. */
  async hearFromEnqueue(messages: readonly JobMessage[], send: () => Promise<Enqueued[]>): Promise<Enqueued[]> {
    const watched = messages.filter(({ headers, id }) => headers[HEADERS.notify] !== undefined && !this.jobs.has(id));
    for (const { address } of watched) this.follow(address.id, address, true);
    try {
      const answers = await send();
      const stored = new Set(answers.map(({ id }) => id));
      for (const { id } of watched) if (!stored.has(id)) this.drop(id);
      return answers;
    } catch (error) {
      for (const { id } of watched) this.drop(id);
      throw error;
    }
  }

  /**
   * A job that the caller begins to wait for; `release` it in the end.
   *
   * @throws JobNotFound when it is no handle and no id
   */
  use(job: JobHandle | string): FollowedJob {
    const { id, place } = readJob(job);
    const followed = this.jobs.get(id) ?? this.ended.get(id) ?? this.follow(id, place, false);
    followed.users += 1;
    if (this.closed) followed.fail(clientClosed(id));
    else followed.wait();
    return followed;
  }

  release(followed: FollowedJob): void {
    followed.users -= 1;
    if (followed.users === 0 && !followed.isOver) this.drop(followed.id);
  }

  close(): void {
    this.closed = true;
    for (const followed of this.jobs.values()) followed.fail(clientClosed(followed.id));
  }

  private follow(id: string, place: JobPlaceName | undefined, heard: boolean): FollowedJob {
    const followed = new FollowedJob(this.broker, this.record, { id, place, heard });
    this.jobs.set(id, followed);
    followed.ended.then(
      () => this.keepEnded(followed),
      () => this.jobs.delete(id),
    );
    this.watchConnection();
    return followed;
  }

  private keepEnded(followed: FollowedJob): void {
    this.jobs.delete(followed.id);
    this.ended.set(followed.id, followed);
    if (this.ended.size <= MAX_ENDED) return;
    const [oldest] = this.ended.keys();
    this.ended.delete(oldest!);
  }

  private drop(id: string): void {
    this.jobs.get(id)?.stop();
    this.jobs.delete(id);
  }

  private watchConnection(): void {
    if (this.watchesConnection) return;
    this.watchesConnection = true;
    void this.broker.watchStatus((connected) => {
      if (connected) for (const followed of this.jobs.values()) followed.doubt();
    });
  }
}

function readJob(job: JobHandle | string): { id: string; place: JobPlaceName | undefined } {
  if (typeof job === 'string') {
    if (!isUuid(job)) throw new JobNotFound(`${JSON.stringify(job)} is not the id of a job`);
    return { id: job, place: undefined };
  }
  const place = parseJobSubject(job.subject);
  if (place?.id !== job.id) throw new JobNotFound(`${job.subject} is not the subject of job ${job.id}`);
  return { id: job.id, place };
}
