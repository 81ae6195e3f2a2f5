import type { AttemptOutcome, JobEvent } from '@kickoff/contracts';
import type { ActiveJob } from './active-job.js';

/** What an event says beyond what its delivery says of itself. */
export type JobChange = Pick<JobEvent, 'state' | 'at'> &
  Partial<Pick<JobEvent, 'revision' | 'delivery' | 'attempt' | 'runAt' | 'reason' | 'error' | 'output'>> & {
    outcome?: AttemptOutcome | undefined;
    endedAt?: number;
  };

/** An event without its last brace, and the envelope as it came, which goes before that brace. */
export interface EventJson {
  json: string;
  envelope: string | undefined;
}

/**
 * An event about this delivery; `run` tells how it went so far. Written by hand, since this runs for every job: serialising
 * objects was a tenth of a worker's time. `worker` is JSON.
 */
export function jobEvent(active: ActiveJob, worker: string, change: JobChange): EventJson {
  const { received, context } = active;
  let json = `${eventOf(received.address.id)},${received.route.eventJson},"revision":${change.revision ?? received.revision},"delivery":${
    change.delivery ?? received.delivery
  },"state":"${change.state}","at":${change.at},"attempt":${change.attempt ?? received.attempt}`;
  if (change.runAt !== undefined) json += `,"runAt":${change.runAt}`;
  if (change.reason !== undefined) json += `,"reason":${JSON.stringify(change.reason)}`;
  if (change.error) json += `,"error":${JSON.stringify(change.error)}`;
  if (change.output !== undefined) json += optional('output', change.output);
  if (context?.progressed) json += `,"progress":${JSON.stringify(context.progressed)}`;
  // A job that did not start has no attempt to tell of; its delivery changes nothing but where it waits.
  if (active.startedAt !== undefined) {
    json += `,"run":{"revision":${received.revision},"delivery":${received.delivery},"attempt":${received.attempt},"worker":${worker},"startedAt":${active.startedAt}`;
    if (change.endedAt !== undefined) json += `,"endedAt":${change.endedAt}`;
    if (change.outcome) json += `,"outcome":"${change.outcome}"`;
    if (context?.metrics) json += `,"metrics":${JSON.stringify(context.metrics)}`;
    if (context?.annotations) json += optional('annotations', context.annotations);
    if (context?.logged) json += optional('logs', context.logged);
    json += '}';
  }
  return { json, envelope: active.envelope && received.bodyText };
}

/** Values from handlers may have no JSON (functions, cycles): such a field is left out rather than losing the event. */
function optional(name: string, value: unknown): string {
  try {
    const json = JSON.stringify(value) as string | undefined;
    return json === undefined ? '' : `,"${name}":${json}`;
  } catch {
    return '';
  }
}

/** Begins an event. Ids that Kickoff makes have nothing to escape. */
export function eventOf(id: string): string {
  return PLAIN.test(id) ? `{"id":"${id}"` : `{"id":${JSON.stringify(id)}`;
}

const PLAIN = /^[\w-]*$/;
