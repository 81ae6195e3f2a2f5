import { Envelope, HEADERS, NATS_HEADERS, parseJobSubject } from '@kickoff/contracts';
import type { RecordedEvent } from '../record/recorded-event.js';
import type { StreamMessage } from '@kickoff/jobs';
import { isJobId } from './job-id.js';

/**
 * What the record should know of a job that waits in its stream; undefined for a message that is no job (the worker that
 * receives it dead-letters it) and for an ending (its mover or receiver tells the record).
 */
export function waitingJob({ subject, storedAt, header, body }: StreamMessage): RecordedEvent | undefined {
  const address = parseJobSubject(subject);
  const revision = wholeNumber(header(HEADERS.revision));
  if (!address || !revision || !isJobId(address.id) || header(HEADERS.ending)) return undefined;
  const envelope = parseEnvelope(body);
  if (!envelope) return undefined;
  const isLater = address.place === 'later';
  return {
    id: address.id,
    type: `${address.workload}.${address.name}`,
    revision,
    delivery: 0,
    intake: true,
    state: isLater ? (header(HEADERS.state) === 'retrying' ? 'retrying' : 'scheduled') : 'queued',
    at: storedAt,
    queue: address.queue,
    priority: address.priority,
    key: address.key,
    attempt: wholeNumber(header(HEADERS.attempt)) ?? 1,
    runAt: isLater ? dueTime(header(NATS_HEADERS.schedule)) : undefined,
    expiresAt: wholeNumber(header(HEADERS.expires)),
    reason: header(HEADERS.reason),
    envelope,
  };
}

function parseEnvelope(body: Uint8Array): Envelope | undefined {
  try {
    return Envelope.parse(JSON.parse(Buffer.from(body).toString()));
  } catch {
    return undefined;
  }
}

/** `@at <RFC 3339>`. */
function dueTime(schedule: string | undefined): number | undefined {
  const time = schedule?.startsWith('@at ') ? Date.parse(schedule.slice(4)) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function wholeNumber(text: string | undefined): number | undefined {
  const value = Number(text);
  return text !== undefined && Number.isSafeInteger(value) && value >= 1 ? value : undefined;
}
