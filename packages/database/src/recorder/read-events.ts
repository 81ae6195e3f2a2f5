import type { Msg } from '@nats-io/transport-node';
import { z } from 'zod';
import { isEventsSubjectOf, JobEvent } from '@kickoff/contracts';
import { isJobId } from './job-id.js';

/** Where something of EVENTS came from: a message, or one part of its array. */
interface Origin {
  message: Msg;
  part?: number;
  value?: unknown;
}

/** What cannot be recorded, and why: goes on after "the message on …". */
export interface BadEvent extends Origin {
  why: string;
}

export interface ReadEvent extends Origin {
  event: JobEvent;
}

const Parts = z.array(z.unknown());

/** The events of a message; each is good or bad by itself. */
export function readEvents(message: Msg): (ReadEvent | BadEvent)[] {
  let parts: unknown[];
  try {
    parts = Parts.parse(message.json());
  } catch {
    return [{ message, why: 'is not a JSON array of events' }];
  }
  return parts.map((value, part) => {
    const origin = { message, part, value };
    const bad = (problem: string) => ({ ...origin, why: `cannot be recorded: event ${part}: ${problem}` });
    const parsed = JobEvent.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return bad(`${issue?.path.join('.') || '(whole event)'}: ${issue?.message}`);
    }
    const event = parsed.data;
    if (!isJobId(event.id)) return bad('id: is not a UUID in lower case');
    // Who may publish where is a right of the broker; an event of another team's job under one's own subject is not.
    if (!isEventsSubjectOf(message.subject, event.type))
      return bad(`type: ${event.type} does not belong on this subject`);
    return { ...origin, event };
  });
}
