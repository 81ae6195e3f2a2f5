import type { components } from '@kickoff/api-client';
import { fieldLines, valueText } from '../cli/fields.js';
import { oneLine } from '../cli/one-line.js';
import { table } from '../cli/table.js';
import { styled } from '../cli/terminal.js';

type Job = components['schemas']['Job'];
type JobState = Job['state'];

/** One job for people. */
export function jobText(job: Job): string {
  const fields = fieldLines({
    id: job.id,
    type: job.type,
    state: `${stateText(job.state)} since ${job.stateAt}`,
    queue: `${job.workload}/${job.queue}, priority ${job.priority}`,
    attempt: job.attempt,
    key: job.key,
    tags: job.tags.join(' '),
    enqueued: job.enqueuedAt,
    due: job.runAt,
    started: job.startedAt,
    ended: job.endedAt,
    reason: job.reason,
    error: job.error && `${job.error.code ?? job.error.name}: ${job.error.message}`,
    progress: job.progress && [job.progress.done, job.progress.note].filter(Boolean).join(' '),
    input: valueText(job.input),
    output: valueText(job.output),
  });
  return [fields, ...job.logs.map(logText)].join('\n');
}

/** A line that a job logged, for people. */
export function logText({ at, level, message, fields }: Job['logs'][number]): string {
  const more = fields === undefined ? '' : ` ${JSON.stringify(fields)}`;
  return `${new Date(at).toISOString()} ${level.padEnd(5)} ${message}${more}`;
}

const STYLES: Partial<Record<JobState, 'green' | 'red' | 'yellow' | 'cyan'>> = {
  succeeded: 'green',
  dead: 'red',
  retrying: 'yellow',
  running: 'cyan',
};

/** A state in its colour. */
export function stateText(state: JobState): string {
  const style = STYLES[state];
  return style === undefined ? state : styled(style, state);
}

/** A job in a list, or one that has changed, as far as both show it. */
type ListedJob = components['schemas']['ListedJob'];

/** One row a job. */
export function jobTable(jobs: readonly ListedJob[]): string {
  return table(
    ['ID', 'TYPE', 'STATE', 'ATTEMPT', 'ENQUEUED', ''],
    jobs.map((job) => [
      job.id,
      job.type,
      stateText(job.state),
      job.attempt,
      job.enqueuedAt ?? '',
      oneLine(job.error?.message ?? job.reason ?? ''),
    ]),
    { right: [3] },
  );
}

/** A change of a job in one line. */
export function changeText({ id, type, state, stateAt, attempt, error, reason }: ListedJob): string {
  const why = error?.message ?? reason;
  return `${stateAt} ${id} ${type} ${stateText(state)} attempt ${attempt}${why ? `: ${oneLine(why)}` : ''}`;
}
