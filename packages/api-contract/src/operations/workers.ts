import { WORKER_COMMANDS, WORKER_STATES } from '@kickoff/contracts';
import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { ReasonBody } from '../schemas/control.js';
import { Reason, Time, WorkloadName } from '../schemas/names.js';
import { listOf } from '../schemas/page.js';

const WorkerId = z.string().min(1).max(300).meta({
  description: 'Of one start of a worker: whoever is started in its place has another one.',
  example: 'live-scores.poller-1.1764268200000',
});
const State = z.enum(WORKER_STATES).meta({
  description:
    '`paused`: it pulls nothing, because it was told so or because something is away; `draining`: nor that, and has jobs in hand; `drained`: it was told to drain and has none.',
});

const Worker = z
  .object({
    id: WorkerId,
    name: z.string(),
    workload: WorkloadName,
    host: z.string().nullable(),
    pid: z.int().nullable(),
    version: z.string().nullable().meta({ description: 'Of its code.' }),
    state: State.nullable(),
    causes: z.array(z.string()).meta({ description: 'Why it pulls nothing, when it does not.' }),
    told: z
      .object({ name: z.enum(WORKER_COMMANDS), reason: z.string(), by: z.string() })
      .nullable()
      .meta({ description: 'What an operator told it, while that stands.' }),
    queues: z.array(
      z.object({ name: z.string(), slots: z.int(), busy: z.int().meta({ description: 'Slots that run jobs.' }) }),
    ),
    types: z.array(z.string()),
    running: z.int().meta({ description: 'Jobs that it runs.' }),
    inHand: z.int().meta({ description: 'Jobs that it has been given, with those that it runs.' }),
    eventLoopMs: z
      .object({ mean: z.number(), p99: z.number(), max: z.number() })
      .nullable()
      .meta({ description: 'By how much timers came late in its process since it spoke before.' }),
    memory: z
      .object({ rssBytes: z.number(), heapUsedBytes: z.number() })
      .nullable()
      .meta({ description: "Of its process, which may be several workers'." }),
    startedAt: Time,
    heardAt: Time.meta({ description: 'It says every ten seconds that it lives.' }),
  })
  .meta({ id: 'Worker' });

const ToldWorker = z
  .object({ id: WorkerId, state: State.meta({ description: 'What it is now.' }) })
  .meta({ id: 'ToldWorker' });

const OneWorker = z.strictObject({ id: WorkerId });
const id = 'live-scores.poller-1.1764268200000';
const errors = ['NOT_FOUND', 'WORKER_GONE', 'WORKER_REFUSED'];
const body = { reason: 'a new disk' };
const worker = {
  id,
  name: 'poller-1',
  workload: 'live-scores',
  host: 'poller-1',
  pid: 7,
  version: '1.0.0',
  state: 'working' as const,
  causes: [],
  told: null,
  queues: [{ name: 'polling', slots: 20, busy: 1 }],
  types: ['live-scores.poll-live-matches'],
  running: 1,
  inHand: 2,
  eventLoopMs: { mean: 0, p99: 2, max: 11 },
  memory: { rssBytes: 120_000_000, heapUsedBytes: 40_000_000 },
  startedAt: '2026-11-27T17:00:00.000Z',
  heardAt: '2026-11-27T18:00:00.000Z',
};

export const listWorkers = defineOperation({
  id: 'listWorkers',
  method: 'GET',
  path: '/workers',
  summary: 'Workers that live, by workload and name.',
  role: 'viewer',
  answers: { 200: listOf(Worker) },
  example: { answer: { items: [worker] } },
});

export const getWorker = defineOperation({
  id: 'getWorker',
  method: 'GET',
  path: '/workers/{id}',
  summary: 'One worker, as it last spoke of itself.',
  role: 'viewer',
  params: OneWorker,
  answers: { 200: Worker },
  errors: ['NOT_FOUND'],
  example: { answer: worker },
});

export const pauseWorker = defineOperation({
  id: 'pauseWorker',
  method: 'POST',
  path: '/workers/{id}/pause',
  summary: 'Lets a worker pull nothing more until it is resumed.',
  description:
    'What it runs ends; what has not started goes to others. A worker that is started anew knows nothing of it.',
  role: 'operator',
  params: OneWorker,
  body: ReasonBody,
  answers: { 200: ToldWorker },
  errors,
  changes: getWorker,
  example: { body, answer: { id, state: 'paused' } },
});

export const resumeWorker = defineOperation({
  id: 'resumeWorker',
  method: 'POST',
  path: '/workers/{id}/resume',
  summary: 'Lets a worker pull again that was paused or drained.',
  role: 'operator',
  params: OneWorker,
  body: ReasonBody,
  answers: { 200: ToldWorker },
  errors,
  changes: getWorker,
  example: { body, answer: { id, state: 'working' } },
});

export const drainWorker = defineOperation({
  id: 'drainWorker',
  method: 'POST',
  path: '/workers/{id}/drain',
  summary: 'As a pause; the worker becomes `drained` when it has nothing left.',
  role: 'operator',
  params: OneWorker,
  body: ReasonBody,
  answers: { 200: ToldWorker },
  errors,
  changes: getWorker,
  example: { body, answer: { id, state: 'draining' } },
});

export const restartWorker = defineOperation({
  id: 'restartWorker',
  method: 'POST',
  path: '/workers/{id}/restart',
  summary: 'Ends the process of a worker when its jobs have ended, to be started anew by its supervisor.',
  description:
    'With it the other workers of the same process. Refused by a worker whose process nobody would end. It is not taken back.',
  role: 'operator',
  params: OneWorker,
  body: ReasonBody,
  answers: { 200: ToldWorker },
  errors,
  changes: getWorker,
  example: { body, answer: { id, state: 'draining' } },
});

export const terminateWorkers = defineOperation({
  id: 'terminateWorkers',
  method: 'POST',
  path: '/workers/terminate',
  summary: 'Restarts every worker, or those of one workload.',
  description: 'For new code or settings: each ends what it runs, then its process, and its supervisor starts it anew.',
  role: 'operator',
  body: z.strictObject({
    workload: WorkloadName.optional().meta({ description: 'Default: every one but the platform itself.' }),
    reason: Reason,
  }),
  answers: {
    200: listOf(
      z
        .object({ id: WorkerId, state: State.nullable(), problem: z.string().nullable() })
        .meta({ id: 'TerminatedWorker', description: 'What each is now, or why it was not told.' }),
    ),
  },
  example: { body, answer: { items: [{ id, state: 'draining', problem: null }] } },
});
