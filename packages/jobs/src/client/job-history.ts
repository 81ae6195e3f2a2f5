import { STATE_RANK, type JobNotice, type LogLine } from '@kickoff/contracts';
import type { RecordedJob } from './job-record.js';
import { stateUpdate, type JobUpdate } from './job-update.js';

/**
 * What is known of one job, put together from what was heard and what was looked up: each change once and in order, however
 * often and from wherever it comes.
 */

/** Of a job that nobody looks at, or more slowly than it tells, so many of the latest updates are kept. */
const MAX_UPDATES = 2_000;

/** How a job ended. */
export type JobEnd = Pick<RecordedJob, 'state' | 'reason' | 'error' | 'output'>;

export class JobHistory {
  /** Undefined while the job has not ended. */
  end: JobEnd | undefined;
  private latest: RecordedJob | undefined;
  private readonly updates: JobUpdate[] = [];
  private forgotten = 0;
  /** Lines that were told, by run. */
  private readonly lines = new Map<string, number>();
  private progressed: string | undefined;

  get state(): RecordedJob['state'] | undefined {
    return this.latest?.state;
  }

  /** The update with this number, counted from 0, or the oldest one after it that is kept. */
  at(number: number): { update: JobUpdate; next: number } | undefined {
    const index = Math.max(0, number - this.forgotten);
    const update = this.updates[index];
    return update && { update, next: this.forgotten + index + 1 };
  }

  add(notice: JobNotice): void {
    if ('state' in notice) return this.addEvent(notice);
    const { revision, delivery, attempt } = notice.run;
    this.addLines({ revision, delivery, attempt }, notice.from, notice.logs);
  }

  addEvent(event: RecordedJob): void {
    if (this.end) return;
    // What a run says comes after its begin and before its end.
    if (event.state === 'running') this.addState(event);
    if (event.run?.logs) this.addLines(event.run, 0, event.run.logs);
    if (event.progress) this.addProgress(event);
    if (event.state !== 'running') this.addState(event);
  }

  private addState(event: RecordedJob): void {
    if (this.latest && !isLater(event, this.latest)) return;
    this.latest = event;
    this.push(stateUpdate(event));
    if (STATE_RANK[event.state] === 3) this.end = event;
  }

  /** Lines after a gap wait for an event, which has them all. Of a run that was not heard of before, the first are not missed. */
  private addLines(
    { revision, delivery, attempt }: { revision: number; delivery: number; attempt: number },
    from: number,
    lines: readonly LogLine[],
  ): void {
    if (this.end) return;
    const run = `${revision}.${delivery}`;
    const told = this.lines.get(run) ?? from;
    if (from > told) return;
    for (const { at, ...line } of lines.slice(told - from))
      this.push({ kind: 'log', at: new Date(at), ...line, attempt });
    this.lines.set(run, Math.max(told, from + lines.length));
  }

  /** Events of one run repeat its progress. */
  private addProgress({ run, attempt, progress }: RecordedJob): void {
    const { done, note } = progress!;
    const said = JSON.stringify([run?.revision, run?.delivery, done, note]);
    if (said === this.progressed) return;
    this.progressed = said;
    this.push({ kind: 'progress', done, ...(note === undefined ? {} : { note }), attempt: run?.attempt ?? attempt });
  }

  private push(update: JobUpdate): void {
    this.updates.push(update);
    if (this.updates.length <= MAX_UPDATES) return;
    this.updates.shift();
    this.forgotten += 1;
  }
}

/** The order in which the record folds events, as far as it tells two states apart. */
function isLater(event: RecordedJob, than: RecordedJob): boolean {
  const order =
    event.revision - than.revision ||
    STATE_RANK[event.state] - STATE_RANK[than.state] ||
    event.delivery - than.delivery;
  return order > 0;
}
