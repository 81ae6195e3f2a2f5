import { setTimeout as pause } from 'node:timers/promises';
import {
  Envelope,
  HEADERS,
  jobCheckSubject,
  jobsStream,
  jobSubject,
  NATS_HEADERS,
  Overloaded,
  parseJobSubject,
  uniqueCheckSubject,
  type JobAddress,
  type JobEvent,
  type UniqueRule,
} from '@kickoff/contracts';
import { publish, type Publish } from '../broker/publish.js';
import { lastMessage, subjectsOf, type StoredMessage } from '../broker/stream-lookup.js';
import { publishEvents } from '../job/job-events.js';
import { lineHead, promote, WAITS_FOR_LINE, type LineBroker } from '../job/line.js';
import { move } from '../job/move.js';
import { tellOfEvent } from '../job/notify.js';
import { asMovable, isDueSoon } from '../job/stored-job.js';
import type { Enqueued, JobHandle } from './enqueue-options.js';
import { ruleHeader } from './unique-rule.js';

/**
 * Debounce and keep-last: the input of the job that waits is replaced by a move, and the job keeps its id. Where none waits,
 * a job is added that does, on condition that nothing of its key was stored since the look; so of any number of producers
 * each either replaces or adds, one after the other, and the last one's input is what runs last.
 *
 * A waiting job that is due within two seconds is left alone, as everywhere: the newer input then waits behind it.
 */

type ReplacingRule = Extract<UniqueRule, { kind: 'debounce' | 'keep-last' }>;

/** Frees a job whose predecessor's worker died before it could promote it. */
const BACKSTOP_MS = 60_000;
const GIVE_UP_MS = 20_000;
const LONGEST_PAUSE_MS = 50;
const REPLACED = 'replaced by a newer input';

export async function sendReplacing(broker: LineBroker, message: Publish, rule: ReplacingRule): Promise<Enqueued> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  const address = parseJobSubject(message.subject)!;
  while (performance.now() < giveUpAt) {
    const answer = await tryOnce(broker, message, address, rule);
    if (answer) {
      // Its predecessor may have ended between the look and the publish. What fails here is made good by the backstop.
      if (rule.kind === 'keep-last') await advance(broker, address).catch(() => undefined);
      return answer;
    }
    // Somebody else was first. Those who compete for one key must not meet again at once.
    await pause(Math.random() * LONGEST_PAUSE_MS);
  }
  throw new Overloaded(`${message.subject}: too many enqueue jobs of this key at once`, 1_000);
}

async function tryOnce(
  broker: LineBroker,
  message: Publish,
  address: JobAddress,
  rule: ReplacingRule,
): Promise<Enqueued | undefined> {
  const { connection } = broker;
  const stream = jobsStream(address.workload);
  const filter = uniqueCheckSubject(address.workload, address.name, address.key);
  const last = await lastMessage(connection, stream, filter);
  const jobs = last ? await jobsUnder(broker, stream, filter) : [];
  const same = jobs.find(({ id }) => id === address.id);
  if (same) return { id: same.id, subject: jobSubject(same), duplicate: true };
  for (const job of jobs) {
    if (job.place !== 'later') continue;
    const stored = await lastMessage(connection, stream, jobCheckSubject(job));
    if (!stored || !isReplaceable(stored, rule) || isDueSoon(stored, broker.clock.now())) continue;
    const replaced = await replace(broker, stored, message, rule);
    return replaced && { ...replaced, duplicate: true };
  }
  const added = asWaiting(message, address, rule, jobs.length > 0, broker.clock.now());
  added.headers[NATS_HEADERS.expectedLastSubjectSequence] = String(last?.sequence ?? 0);
  added.headers[NATS_HEADERS.expectedLastSubjectSequenceSubject] = filter;
  const { outcome } = await publish(connection, added);
  return outcome === 'refused' ? undefined : { id: address.id, subject: added.subject, duplicate: false };
}

/** Newest first. A job may stand on two subjects for a moment; where it waits counts. */
async function jobsUnder({ connection }: LineBroker, stream: string, filter: string): Promise<JobAddress[]> {
  const jobs = new Map<string, JobAddress>();
  for (const subject of await subjectsOf(connection, stream, filter)) {
    const address = parseJobSubject(subject);
    if (address && (address.place === 'later' || !jobs.has(address.id))) jobs.set(address.id, address);
  }
  return [...jobs.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** It waits and has never started. */
function isReplaceable({ subject, headers }: StoredMessage, rule: ReplacingRule): boolean {
  if (parseJobSubject(subject)?.place !== 'later' || Number(headers.get(HEADERS.attempt) ?? 1) > 1) return false;
  return rule.kind === 'debounce' ? headers.has(HEADERS.unique) : headers.get(HEADERS.waitsFor) === WAITS_FOR_LINE;
}

async function replace(
  { connection, clock }: LineBroker,
  stored: StoredMessage,
  { headers, body }: Publish,
  rule: ReplacingRule,
): Promise<JobHandle | undefined> {
  const expires = headers[HEADERS.expires];
  const waiting = asMovable(stored);
  const job = {
    ...waiting,
    body,
    expiresAt: expires === undefined ? undefined : Number(expires),
    // Whoever waited for it still does.
    notify: waiting.notify ?? headers[HEADERS.notify],
  };
  const runAt = clock.now() + (rule.kind === 'debounce' ? rule.delayMs : BACKSTOP_MS);
  const result = await move(connection, job, {
    to: 'later',
    runAt,
    attempt: 1,
    state: 'scheduled',
    reason: REPLACED,
    ...(rule.kind === 'debounce' ? { unique: ruleHeader(rule) } : { waitsFor: WAITS_FOR_LINE }),
  });
  if (result.outcome === 'lost') return undefined;
  const { workload, name, id, queue, priority, key } = result.address;
  // The move stands, whatever becomes of its event: the record reads it from the stream as well.
  const event: JobEvent = {
    id,
    type: `${workload}.${name}`,
    revision: result.revision,
    delivery: 0,
    state: 'scheduled',
    at: clock.now(),
    queue,
    priority,
    key,
    attempt: 1,
    runAt,
    reason: REPLACED,
    envelope: Envelope.parse(JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString())),
  };
  await publishEvents(connection, [event])
    .then(() => tellOfEvent(connection, job, event))
    .catch(() => undefined);
  return { id, subject: jobSubject(result.address) };
}

/** The message of a job that waits for quiet, or for its predecessor; the first of a line waits for nothing. */
function asWaiting(
  { headers, body }: Publish,
  address: JobAddress,
  rule: ReplacingRule,
  hasPredecessor: boolean,
  now: number,
): Publish {
  const { [HEADERS.unique]: unique, ...rest } = headers;
  const ready = jobSubject({ ...address, place: 'ready' });
  if (rule.kind === 'keep-last' && !hasPredecessor) return { subject: ready, headers: rest, body };
  const runAt = now + (rule.kind === 'debounce' ? rule.delayMs : BACKSTOP_MS);
  return {
    subject: jobSubject({ ...address, place: 'later' }),
    headers: {
      ...rest,
      ...(rule.kind === 'debounce' ? { [HEADERS.unique]: unique! } : { [HEADERS.waitsFor]: WAITS_FOR_LINE }),
      [NATS_HEADERS.schedule]: `@at ${new Date(runAt).toISOString()}`,
      [NATS_HEADERS.scheduleTarget]: ready,
    },
    body,
  };
}

async function advance(broker: LineBroker, address: JobAddress): Promise<void> {
  const head = await lineHead(broker.connection, address);
  if (head) await promote(broker, head);
}
