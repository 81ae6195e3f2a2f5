import type { JobState } from '@kickoff/contracts';
import { followUp, keepOrder, storeEffect } from '../chaos/chaos-workload.js';
import { explainRepeats, type Deferral, type Repeats } from './explain-repeats.js';
import type { Kill } from '../chaos/fleet.js';
import { groupBy } from './group-by.js';
import { flowComplaints, type RecordedFlow } from './flow-complaints.js';
import { limitComplaints } from './limit-complaints.js';
import { ledgerRuns } from './ledger-runs.js';
import type { LedgerEntry } from './ledger.js';
import type { ExpectedFlow, Expectation } from '../chaos/producer.js';

/** A row of `kickoff.jobs`. */
export interface RecordedJob {
  id: string;
  type: string;
  state: JobState;
  attempt: number;
}

export interface Evidence {
  expected: readonly Expectation[];
  flows: readonly ExpectedFlow[];
  ledger: readonly LedgerEntry[];
  record: readonly RecordedJob[];
  recordedFlows: readonly RecordedFlow[];
  kills: readonly Kill[];
  deferrals: readonly Deferral[];
  /** Job ids of rows that transactions wrote. */
  effects: readonly string[];
  /** Job ids of dead letters. */
  deadLetters: readonly string[];
}

export interface Verdict {
  complaints: string[];
  /** Runs beyond one per attempt, by who was killed. */
  repeated: Repeats['causes'];
}

/** Judges what happened by the ledger, which Kickoff does not write, and the record by what happened. */
export function judge(evidence: Evidence): Verdict {
  const complaints: string[] = [];
  const runs = groupBy(evidence.ledger, ({ id }) => id);
  const recorded = new Map(evidence.record.map((job) => [job.id, job]));
  for (const job of evidence.expected) {
    checkRecord(job, recorded.get(job.id), complaints);
    checkRuns(job, runs.get(job.id) ?? [], complaints);
  }
  checkEffects(evidence, complaints);
  checkDeadLetters(evidence, complaints);
  checkLines(evidence, complaints);
  const all = ledgerRuns(evidence.ledger, evidence.kills);
  const repeats = explainRepeats(all, evidence.kills, evidence.deferrals);
  complaints.push(
    ...limitComplaints(all),
    ...flowComplaints(evidence.flows, evidence.recordedFlows, evidence.ledger),
    ...repeats.complaints,
  );
  return { complaints, repeated: repeats.causes };
}

function checkRecord(job: Expectation, row: RecordedJob | undefined, complaints: string[]): void {
  if (!row) complaints.push(`${label(job)} is not in the record`);
  else if (row.state !== job.state || row.attempt !== job.attempts)
    complaints.push(
      `${label(job)} is ${row.state} after attempt ${row.attempt} in the record, not ${job.state} after ${job.attempts}`,
    );
}

function checkRuns(job: Expectation, entries: readonly LedgerEntry[], complaints: string[]): void {
  const begun = entries.filter(({ what }) => what === 'begin');
  const ended = entries.filter(({ what }) => what === 'end');
  if (job.state === 'cancelled') {
    if (begun.length > 0) complaints.push(`${label(job)} was cancelled, and ran`);
    return;
  }
  for (let attempt = 1; attempt <= job.attempts; attempt += 1)
    if (!begun.some((entry) => entry.attempt === attempt))
      complaints.push(`${label(job)} never ran attempt ${attempt}`);
  if (begun.some(({ attempt }) => attempt > job.attempts))
    complaints.push(`${label(job)} ran more attempts than ${job.attempts}`);
  if (job.state === 'succeeded' && ended.length === 0) complaints.push(`${label(job)} never came to its end`);
  if (job.dueAt !== undefined && begun.some(({ at }) => at < job.dueAt!))
    complaints.push(`${label(job)} ran before it was due`);
  if (job.type === 'chaos.give-up' && !entries.some(({ what }) => what === 'failed-hook'))
    complaints.push(`the failed hook of ${label(job)} never ran`);
}

/** Exactly once in PostgreSQL, however often the job ran, and its child with it. */
function checkEffects({ expected, effects, ledger }: Evidence, complaints: string[]): void {
  const written = groupBy(effects, (id) => id);
  const children = groupBy(
    ledger.filter(({ type, what }) => type === followUp.type && what === 'end'),
    ({ input }) => String(input['parent']),
  );
  for (const job of expected.filter(({ type }) => type === storeEffect.type)) {
    const rows = written.get(job.id)?.length ?? 0;
    if (rows !== 1) complaints.push(`${label(job)} wrote ${rows} rows`);
    const ids = new Set(children.get(job.id)?.map(({ id }) => id));
    if (ids.size !== 1) complaints.push(`${label(job)} has ${ids.size} children that ended`);
  }
}

function checkDeadLetters({ expected, deadLetters }: Evidence, complaints: string[]): void {
  const dead = expected.filter(({ state }) => state === 'dead').map(({ id }) => id);
  const kept = new Set(deadLetters);
  for (const id of dead) if (!kept.has(id)) complaints.push(`${id} is dead, and there is no dead letter of it`);
  if (kept.size !== deadLetters.length) complaints.push('a job has two dead letters');
  for (const id of kept) if (!dead.includes(id)) complaints.push(`${id} has a dead letter and should not`);
}

/** Of one line each job begins, for the first time, after the end of the one before it; ids are the order. */
function checkLines({ expected, ledger }: Evidence, complaints: string[]): void {
  const ids = new Set(expected.filter(({ type }) => type === keepOrder.type).map(({ id }) => id));
  const entries = ledger.filter(({ id }) => ids.has(id));
  for (const [key, line] of groupBy(entries, ({ input }) => String(input['key']))) {
    const jobs = [...groupBy(line, ({ id }) => id)].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [index, [id, runs]] of jobs.entries()) {
      const next = jobs[index + 1]?.[1].find(({ what }) => what === 'begin');
      const end = runs.find(({ what }) => what === 'end');
      if (next && (!end || next.at < end.at)) complaints.push(`${key}: the job after ${id} began before its end`);
    }
  }
}

function label({ type, id }: Expectation): string {
  return `${type} ${id}`;
}
