import type { components } from '@kickoff/api-client';
import { fieldLines, valueText } from '../cli/fields.js';
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
