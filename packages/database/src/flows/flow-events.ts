import { z } from 'zod';
import { isEventsSubjectOf, JobEvent, type NodeEnd } from '@kickoff/contracts';
import type { Msg } from '@nats-io/transport-node';
import { isJobId } from '../recorder/job-id.js';
import type { Outcome } from './advance-flows.js';

const Events = z.array(z.unknown());

const NODE_END_OF: Partial<Record<JobEvent['state'], NodeEnd>> = {
  succeeded: 'succeeded',
  dead: 'failed',
  expired: 'failed',
  cancelled: 'cancelled',
};

/** The ends of jobs that a message of events tells of; `complain` hears of what is no event. */
export function readOutcomes(message: Msg, complain: (reason: string, subject: string) => void): Outcome[] {
  let candidates: unknown[];
  try {
    candidates = Events.parse(message.json());
  } catch {
    complain('not a JSON array of events', message.subject);
    return [];
  }
  const outcomes: Outcome[] = [];
  for (const candidate of candidates) {
    const parsed = JobEvent.safeParse(candidate);
    if (!parsed.success || !isJobId(parsed.data.id)) {
      complain('not an event of a job', message.subject);
      continue;
    }
    const { id, type, state, revision, at, output, error, reason } = parsed.data;
    // Who may publish where is a right of the broker; an event of another team's job under one's own subject is not.
    if (!isEventsSubjectOf(message.subject, type)) {
      complain(`${type} does not belong on this subject`, message.subject);
      continue;
    }
    const end = NODE_END_OF[state];
    if (end) outcomes.push({ id, type, state: end, revision, at: new Date(at).toISOString(), output, error, reason });
  }
  return outcomes;
}
