import { jobsRoot, subjectRoot, type SubjectFamily } from './installation.js';
import type { WorkerPlace } from './worker-command.js';
import { PRIORITIES, type Priority } from './priority.js';

/**
 * Subjects of the wire. Frozen: every producer must spell the check subjects the same way, or uniqueness breaks between
 * versions. All begin with the installation's prefix, where it has one.
 */

/** The `<key>` of a job that has neither a unique key nor a line. */
export const NO_KEY = '-';

/** `ready`: waiting for a worker or running. `later`: a message schedule whose target is the ready subject. */
export type JobPlace = 'ready' | 'later';

export interface JobAddress {
  workload: string;
  place: JobPlace;
  queue: string;
  priority: Priority;
  /** The verb-noun of the job type, without its workload. */
  name: string;
  /** 16 hex digits, or `-`. */
  key: string;
  id: string;
}

/** Every subject of a family, or those that go on with these tokens: `events.live-scores.>`. */
export function allSubjects(family: SubjectFamily, ...tokens: string[]): string {
  return `${subjectRoot}${[family, ...tokens, '>'].join('.')}`;
}

/** The tokens of a subject from its family on; none when it does not begin as this one's do. Without a prefix every subject does. */
export function subjectTokens(subject: string): string[] {
  return subject.startsWith(subjectRoot) ? subject.slice(subjectRoot.length).split('.') : [];
}

export function jobSubject({ workload, place, queue, priority, name, key, id }: JobAddress): string {
  return `${jobsRoot}${workload}.${place}.${queue}.${priority}.${name}.${key}.${id}`;
}

/** The parts of a job subject, or undefined when the subject is not one. */
export function parseJobSubject(subject: string): JobAddress | undefined {
  if (!subject.startsWith(jobsRoot)) return undefined;
  // By position: workers do this for every job, and splitting takes three times as long.
  const workload = jobsRoot.length;
  const place = tokenAfter(subject, workload);
  const queue = tokenAfter(subject, place);
  const priority = tokenAfter(subject, queue);
  const name = tokenAfter(subject, priority);
  const key = tokenAfter(subject, name);
  const id = tokenAfter(subject, key);
  if (id === NONE || tokenAfter(subject, id) !== NONE) return undefined;
  const address = {
    workload: subject.slice(workload, place - 1),
    place: subject.slice(place, queue - 1),
    queue: subject.slice(queue, priority - 1),
    priority: subject.slice(priority, name - 1),
    name: subject.slice(name, key - 1),
    key: subject.slice(key, id - 1),
    id: subject.slice(id),
  };
  return isOfJob(address) ? address : undefined;
}

const NONE = Infinity;

/** Where the token after the one at `start` begins. */
function tokenAfter(subject: string, start: number): number {
  const dot = start === NONE ? -1 : subject.indexOf('.', start);
  return dot < 0 ? NONE : dot + 1;
}

function isOfJob(parts: { [Part in keyof JobAddress]: string }): parts is JobAddress {
  return (parts.place === 'ready' || parts.place === 'later') && isPriority(parts.priority);
}

/** Covers every message of one job, wherever it waits: the subject that a move's expectation is checked over. */
export function jobCheckSubject({
  workload,
  name,
  key,
  id,
}: Pick<JobAddress, 'workload' | 'name' | 'key' | 'id'>): string {
  return `${jobsRoot}${workload}.*.*.*.${name}.${key}.${id}`;
}

/** Covers every unfinished job of one type and key: the subject that `unique` is checked over. */
export function uniqueCheckSubject(workload: string, name: string, key: string): string {
  return `${jobsRoot}${workload}.*.*.*.${name}.${key}.>`;
}

/**
 * Lock of a unique key for a time. Covered by `uniqueCheckSubject`, so that one check sees jobs and locks; a token longer
 * than a job's subject, so that the moves of its job are not checked against it. No job's subject.
 */
export function lockSubject({ workload, name, key, id }: Pick<JobAddress, 'workload' | 'name' | 'key' | 'id'>): string {
  return `${jobsRoot}${workload}.lock.-.-.${name}.${key}.until.${id}`;
}

/** Covers the jobs of these names and keys that wait in `later`; `*` for any. */
export function laterSubject(workload: string, name: string, key: string): string {
  return `${jobsRoot}${workload}.later.*.*.${name}.${key}.*`;
}

/** Covers every unfinished job of one line of ordered jobs, over all types that share the line. */
export function lineSubject(workload: string, key: string): string {
  return `${jobsRoot}${workload}.*.*.*.*.${key}.*`;
}

/**
 * Claim of a line: its job runs or is the next to run, whatever else joins the line meanwhile. Covered by `lineSubject`, so
 * that one look shows the line and who has it. No job's subject.
 */
export function lineClaimSubject({ workload, key, id }: Pick<JobAddress, 'workload' | 'key' | 'id'>): string {
  return `${jobsRoot}${workload}.claim.-.-.-.${key}.${id}`;
}

/** Covers the claims of one line; a claim is published on condition that there is none. */
export function lineClaimCheckSubject({ workload, key }: Pick<JobAddress, 'workload' | 'key'>): string {
  return `${jobsRoot}${workload}.claim.-.-.-.${key}.*`;
}

/** Note in a workload's stream that a job which lost its worker before is being started; see `Worker`. No job's subject. */
export function suspectSubject(workload: string, id: string): string {
  return `${jobsRoot}${workload}.suspect.${id}`;
}

/**
 * Receipt in a workload's stream: the dead letter of this revision was retried. Stored together with the job, so that no
 * letter is retried twice. No job's subject.
 */
export function retriedSubject(workload: string, id: string, revision: number): string {
  return `${jobsRoot}${workload}.retried.${id}.${revision}`;
}

/** What one consumer of a queue receives. */
export function readySubject(workload: string, queue: string, priority: Priority): string {
  return `${jobsRoot}${workload}.ready.${queue}.${priority}.>`;
}

export function consumerName(queue: string, priority: Priority): string {
  return `${queue}_${priority}`;
}

export function eventsSubject(workload: string, name: string, kind: 'job' | 'flow' = 'job'): string {
  return `${subjectRoot}events.${workload}.${name}.${kind}`;
}

/** Whether events of this job type belong on the subject. */
export function isEventsSubjectOf(subject: string, type: string): boolean {
  return subject.startsWith(`${subjectRoot}events.${type}.`);
}

/** Covers the events of all jobs that belong to flows. */
export function flowEventsSubject(): string {
  return eventsSubject('*', '*', 'flow');
}

/** `<scope>` of a flow's subjects: the workload of all its jobs, or `_` when they belong to several. A team may write its own. */
export function flowScope(workloads: Iterable<string>): string {
  const distinct = new Set(workloads);
  return distinct.size === 1 ? [...distinct][0]! : SEVERAL_WORKLOADS;
}
const SEVERAL_WORKLOADS = '_';

/** A flow to be started (`id`: the flow's), or jobs to be added to one (`id`: the addition's). */
export function flowSubject(
  kind: 'start' | 'add',
  { scope, flowId, id }: { scope: string; flowId: string; id: string },
): string {
  return `${subjectRoot}flows.${kind}.${scope}.${flowId}.${id}`;
}

/** More nodes of the message on `flows.start.…` or `flows.add.…` with this id; `n` counts from 1. */
export function flowPartSubject(scope: string, id: string, n: number): string {
  return `${subjectRoot}flows.part.${scope}.${id}.${n}`;
}

/** The parts of `flowSubject`, or undefined when the subject is none. */
export function parseFlowSubject(
  subject: string,
): { kind: 'start' | 'add'; scope: string; flowId: string; id: string } | undefined {
  const [family, kind, scope, flowId, id, ...rest] = subjectTokens(subject);
  if (family !== 'flows' || (kind !== 'start' && kind !== 'add') || !scope || !flowId || !id || rest.length > 0)
    return undefined;
  return { kind, scope, flowId, id };
}

/** Request for the results of the jobs that a job of a flow waited for; see `ParentsRequest`. */
export function parentsSubject(workload: string, jobId: string): string {
  return `${subjectRoot}parents.${workload}.${jobId}`;
}

export function deadSubject({
  workload,
  queue,
  name,
  id,
}: Pick<JobAddress, 'workload' | 'queue' | 'name' | 'id'>): string {
  return `${subjectRoot}dead.${workload}.${queue}.${name}.${id}`;
}

/** `broadcast.<channel path>`: the path's parts become subject tokens. */
export function broadcastSubject(channel: string): string {
  return `${subjectRoot}broadcast.${channel.split('/').join('.')}`;
}

export function channelOfSubject(subject: string): string {
  return subjectTokens(subject).slice(1).join('/');
}

/**
 * Contracts (`contract`), their workload (`workload`) and heartbeats (`worker`) that workers publish, and requests to cancel a job (`cancel`), to pause and
 * resume something (`pause`), to drain a queue or open it again (`drain`), to override what the code says (`override`) or to mark something for people (`mark`); the scheduler service writes the buckets, because
 * a bucket cannot be divided between teams.
 */
export function announceSubject(
  workload: string,
  kind: 'contract' | 'workload' | 'worker' | 'cancel' | 'pause' | 'drain' | 'override' | 'mark',
): string {
  return `${subjectRoot}announce.${workload}.${kind}`;
}

/** Core NATS: what operators tell one start of a worker. */
export function workerCommandSubject({ workload, token, startedAt }: WorkerPlace): string {
  return `${subjectRoot}commands.${workload}.to.${token}.${startedAt}`;
}

/** Where a worker of the workload answers a command. */
export function workerAnswerSubject(workload: string, token: string): string {
  return `${subjectRoot}commands.${workload}.answer.${token}`;
}

/** Covers the commands for workers, of one workload or with `*` of all. */
export function workerCommandsSubject(workload: string): string {
  return `${subjectRoot}commands.${workload}.to.*.*`;
}

/** Limits are divided into so many shards, by hash of workload, name and key; each shard is decided by one replica of the limiter. */
export const LIMIT_SHARDS = 16;

/** Requests about limits to one replica of the limiter. */
export function limitAskSubject(workload: string, owner: string): string {
  return `${subjectRoot}limits.${workload}.ask.${owner}`;
}

/** Said every second by a worker that uses limits: without it, what it holds is free again. */
export function limitAliveSubject(workload: string, worker: string): string {
  return `${subjectRoot}limits.${workload}.alive.${worker}`;
}

/** Asks every replica of the limiter to say at once which shards it decides. */
export function limitWhoSubject(workload: string): string {
  return `${subjectRoot}limits.${workload}.who`;
}

/** Said by every replica of the limiter: which shards it decides. */
export function limitOwnersSubject(): string {
  return `${subjectRoot}limits.owners`;
}

/** Core NATS: a job of this line has ended, its successor may start. */
export function lineEndedSubject(workload: string): string {
  return `${subjectRoot}lines.${workload}.ended`;
}

/** Core NATS: what becomes of a job that somebody waits for. By id alone, so that whoever has the handle may listen. */
export function notifySubject(workload: string, id: string): string {
  return `${subjectRoot}notify.${workload}.${id}`;
}

/**
 * A schedule's id is `<workload>.<name>`, both kebab-case, so it is two subject tokens as it stands. The rule is the broker's
 * message schedule, the last message on its subject; the broker puts its ticks on the other.
 */
export function scheduleSubject(kind: 'rule' | 'tick' | 'settled', scheduleId: string): string {
  return `${subjectRoot}schedules.${kind}.${scheduleId}`;
}

export function scheduleIdOfTick(subject: string): string {
  return subject.slice(scheduleSubject('tick', '').length);
}

/**
 * Core NATS subject on which a worker says that it is about to commit messages and will publish them itself. Outbox relays
 * look a little later whether it lived to do so. Unlike a NOTIFY it does not serialise the commits of all workers.
 */
export function outboxHintSubject(): string {
  return `${subjectRoot}outbox.committing`;
}

function isPriority(word: string): word is Priority {
  return (PRIORITIES as readonly string[]).includes(word);
}
