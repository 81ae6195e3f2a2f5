import { expect } from '@jest/globals';
import * as make from './makers.js';
import { READ_CASES } from './read-cases.js';
import type { OperationCase } from './way.js';

const has = (item: object) => ({ items: expect.arrayContaining([expect.objectContaining(item)]) as unknown });
const hasNot = (item: object) => ({ items: expect.not.arrayContaining([expect.objectContaining(item)]) as unknown });

const bake = 'kitchen.bake';
const terms = { attempts: 7 };
const limitTerms = { windows: [{ limit: 5, per: '1s' }] };

const inState = (state: string) => (it: string) => [`/jobs/${it}`, { state }] as const;
const inFlowState = (state: string) => (it: string) => [`/flows/${it}`, { state }] as const;
const isPaused = (what: string) => (reason: string) => ['/pauses', has({ what, reason })] as const;
const isResumed = (reason: string) => ['/pauses', hasNot({ reason })] as const;
const isOverridden = (what: string) => (reason: string) => ['/overrides', has({ what, reason })] as const;
const isReset = (reason: string) => ['/overrides', hasNot({ reason })] as const;

/** What pauses and resumes: by what it is called, and where it is. */
function pauses(target: string, path: string, what: string): { pause: OperationCase; resume: OperationCase } {
  return {
    pause: {
      http: (reason) => ['PUT', `${path}/pause`, { reason }],
      cli: (reason) => ['pause', target, '--reason', reason],
      effect: isPaused(what),
      after: ['PUT', `${path}/resume`, { reason: 'done' }],
    },
    resume: {
      make: make.changed('PUT', `${path}/pause`),
      http: (reason) => ['PUT', `${path}/resume`, { reason }],
      cli: (reason) => ['resume', target, '--reason', reason],
      effect: isResumed,
    },
  };
}

/** The one that comes after a worker of the cellar. */
const nextAfter = (id: string) => {
  const [, before = ''] = /cellarman-(\d+)/.exec(id)!;
  return ['/workers', has({ workload: 'cellar', name: `cellarman-${Number(before) + 1}` })] as const;
};

/** What tells the worker of the cellar something. */
function worker(name: 'pause' | 'resume' | 'drain' | 'restart', effect: OperationCase['effect']): OperationCase {
  return {
    make: make.cellarman(name === 'resume' ? 'pause' : 'resume'),
    http: (it) => ['POST', `/workers/${it}/${name}`, { reason: 'tested' }],
    cli: (it) => ['workers', name, it, '--reason', 'tested'],
    effect,
  };
}

/** What sets and resets how jobs run. */
function defaults(target: readonly string[], path: string, what: string): { set: OperationCase; reset: OperationCase } {
  return {
    set: {
      http: (reason) => ['PUT', path, { terms, reason }],
      cli: (reason) => ['defaults', 'set', ...target, '--attempts', '7', '--reason', reason],
      effect: isOverridden(what),
    },
    reset: {
      make: make.changed('PUT', path, (reason) => ({ terms, reason })),
      http: (reason) => ['DELETE', `${path}?reason=${reason}`],
      cli: (reason) => ['defaults', 'reset', ...target, '--reason', reason],
      effect: isReset,
    },
  };
}

const queuePause = pauses('kitchen/stove', '/queues/kitchen/stove', 'queue kitchen/stove');
const workloadPause = pauses('pantry', '/workloads/pantry', 'workload pantry');
const typePause = pauses('pantry.fetch-thing', '/types/pantry.fetch-thing', 'type pantry.fetch-thing');
const allDefaults = defaults([], '/defaults', 'every workload');
const workloadDefaults = defaults(['pantry'], '/workloads/pantry/defaults', 'workload pantry');
const typeDefaults = defaults([bake], `/types/${bake}/defaults`, `type ${bake}`);

/** By id of the operation. Nothing of it depends on the order. */
export const CASES: Readonly<Record<string, OperationCase>> = {
  ...READ_CASES,
  abortOperation: {
    make: make.waitingOperation,
    http: (it) => ['POST', `/operations/${it}/abort`],
    cli: (it) => ['operations', 'abort', it],
    effect: (it) => [`/operations/${it}`, { state: 'cancelled', done: 0 }],
    after: ['PUT', '/workloads/kickoff/resume', { reason: 'done' }],
  },
  acknowledgeAlert: {
    make: make.alert,
    http: (it) => ['POST', `/alerts/${it}/acknowledge`],
    cli: (it) => ['alerts', 'acknowledge', it],
    effect: (it) => [`/alerts/${it}`, { acknowledgedBy: 'first admin' }],
  },
  actOnJobs: {
    make: make.recordedJob,
    http: (tag) => ['POST', '/jobs/actions', { action: { name: 'fail', reason: tag }, filter: { tag: [tag] } }],
    cli: (tag) => ['jobs', 'bulk', 'fail', '--tag', tag, '--reason', tag],
    effect: (tag) => [`/jobs?tag=${tag}`, has({ state: 'dead' })],
  },
  backfillSchedule: {
    make: make.schedule,
    http: (it) => ['POST', `/schedules/${it}/backfill`, { from: '2025-12-01T00:00:00Z', to: '2026-02-01T00:00:00Z' }],
    cli: (it) => ['schedules', 'backfill', it, '2025-12-01T00:00:00Z', '2026-02-01T00:00:00Z'],
    effect: (it) => [`/schedules/${it}/executions`, has({ tick: '2026-01-01T03:00:00.000Z' })],
  },
  cancelFlow: {
    make: make.runningFlow,
    http: (it) => ['POST', `/flows/${it}/cancel`, { reason: 'tested' }],
    cli: (it) => ['flows', 'cancel', it, '--reason', 'tested'],
    effect: inFlowState('cancelled'),
  },
  cancelJob: {
    make: make.waitingJob,
    http: (it) => ['POST', `/jobs/${it}/cancel`],
    cli: (it) => ['jobs', 'cancel', it],
    effect: inState('cancelled'),
  },
  createAlertRule: {
    http: (id) => ['POST', '/alerts/rules', { id, kind: 'dead-letters', threshold: 1_000_000 }],
    cli: (id) => ['alerts', 'rules', 'create', id, 'dead-letters', '--threshold', '1000000'],
    effect: (id) => ['/alerts/rules', has({ id, threshold: 1_000_000 })],
  },
  createKey: {
    http: (name) => ['POST', '/keys', { name, role: 'operator' }],
    cli: (name) => ['keys', 'create', name, '--role', 'operator'],
    effect: (name) => ['/keys?limit=200', has({ name, role: 'operator' })],
  },
  createReceiver: {
    http: (id) => ['POST', '/alerts/receivers', { id, kind: 'email', target: 'desk@example.com' }],
    cli: (id) => ['alerts', 'receivers', 'create', id, 'email', 'desk@example.com'],
    effect: (id) => ['/alerts/receivers', has({ id, target: 'desk@example.com' })],
  },
  createSchedule: {
    http: (it) => ['POST', '/schedules', { id: `kitchen.${it}`, type: bake, input: {}, every: '1d' }],
    cli: (it) => ['schedules', 'create', `kitchen.${it}`, bake, '--input', '{}', '--every', '1d'],
    effect: (it) => [`/schedules/kitchen.${it}`, { everyMs: 86_400_000 }],
  },
  deleteAlertRule: {
    make: make.rule,
    http: (it) => ['DELETE', `/alerts/rules/${it}`],
    cli: (it) => ['alerts', 'rules', 'delete', it],
    effect: (id) => ['/alerts/rules', hasNot({ id })],
  },
  deleteDeadLetter: {
    make: make.deadJob,
    http: (it) => ['DELETE', `/dead-letters/${it}`],
    cli: (it) => ['dead', 'delete', it],
    effect: (id) => ['/dead-letters?limit=200', hasNot({ id })],
  },
  deleteJob: {
    make: make.doneJob,
    http: (it) => ['DELETE', `/jobs/${it}`],
    cli: (it) => ['jobs', 'delete', it],
    effect: (id) => ['/jobs?state=succeeded&limit=200', hasNot({ id })],
  },
  deleteReceiver: {
    make: make.receiver,
    http: (it) => ['DELETE', `/alerts/receivers/${it}`],
    cli: (it) => ['alerts', 'receivers', 'delete', it],
    effect: (id) => ['/alerts/receivers', hasNot({ id })],
  },
  deleteSchedule: {
    make: make.schedule,
    http: (it) => ['DELETE', `/schedules/${it}`],
    cli: (it) => ['schedules', 'delete', it],
    effect: (id) => ['/schedules', hasNot({ id })],
  },
  disableSchedule: {
    make: make.schedule,
    http: (it) => ['PUT', `/schedules/${it}/disable`],
    cli: (it) => ['schedules', 'disable', it],
    effect: (it) => [`/schedules/${it}`, { enabled: false }],
  },
  drainQueue: {
    http: (reason) => ['PUT', '/queues/cellar/rack/drain', { reason }],
    cli: (reason) => ['queues', 'drain', 'cellar/rack', '--reason', reason],
    effect: (reason) => ['/queues/cellar/rack', { drain: { reason } }],
    after: ['PUT', '/queues/cellar/rack/undrain', { reason: 'done' }],
  },
  drainWorker: worker('drain', (it) => [`/workers/${it}`, { state: 'drained' }]),
  editAlertRule: {
    make: make.rule,
    http: (it) => ['PUT', `/alerts/rules/${it}`, { threshold: 2_000_000 }],
    cli: (it) => ['alerts', 'rules', 'set', it, '--threshold', '2000000'],
    effect: (it) => [`/alerts/rules/${it}`, { threshold: 2_000_000 }],
  },
  editReceiver: {
    make: make.receiver,
    http: (it) => ['PUT', `/alerts/receivers/${it}`, { enabled: false }],
    cli: (it) => ['alerts', 'receivers', 'set', it, '--off'],
    effect: (it) => [`/alerts/receivers/${it}`, { enabled: false }],
  },
  editSchedule: {
    make: make.schedule,
    http: (it) => ['PUT', `/schedules/${it}`, { every: '2d' }],
    cli: (it) => ['schedules', 'set', it, '--every', '2d'],
    effect: (it) => [`/schedules/${it}`, { everyMs: 172_800_000 }],
  },
  enableSchedule: {
    make: make.disabledSchedule,
    http: (it) => ['PUT', `/schedules/${it}/enable`],
    cli: (it) => ['schedules', 'enable', it],
    effect: (it) => [`/schedules/${it}`, { enabled: true }],
  },
  enqueueJobs: {
    http: (tag) => ['POST', '/jobs', { type: bake, input: {}, tags: [tag] }],
    cli: (tag) => ['jobs', 'enqueue', bake, '--input', '{}', '--tags', tag],
    effect: (tag) => [`/jobs?tag=${tag}`, has({ type: bake, state: 'succeeded' })],
  },
  failJob: {
    make: make.waitingJob,
    http: (it) => ['POST', `/jobs/${it}/fail`, { reason: 'tested' }],
    cli: (it) => ['jobs', 'fail', it, '--reason', 'tested'],
    effect: inState('dead'),
  },
  flushDeadLetters: {
    make: make.deadWord,
    http: (error) => ['POST', '/dead-letters/flush', { error }],
    cli: (error) => ['dead', 'flush', '--error', error],
    effect: (error) => [`/dead-letters?error=${error}`, { items: [] }],
  },
  moveJob: {
    make: make.waitingJob,
    http: (it) => ['POST', `/jobs/${it}/move`, { queue: 'stove' }],
    cli: (it) => ['jobs', 'move', it, 'stove'],
    effect: (it) => [`/jobs/${it}`, { queue: 'stove' }],
  },
  muteAlert: {
    make: make.alert,
    http: (it) => ['POST', `/alerts/${it}/mute`, { for: '1h' }],
    cli: (it) => ['alerts', 'mute', it, '--for', '1h'],
    effect: (it) => [`/alerts/${it}`, { mutedBy: 'first admin' }],
  },
  overrideDefaults: allDefaults.set,
  overrideLimit: {
    http: (reason) => ['PUT', '/limits/pantry/ladder', { terms: limitTerms, reason }],
    cli: (reason) => ['limits', 'set', 'pantry/ladder', '--windows', '5/1s', '--reason', reason],
    effect: isOverridden('limit pantry/ladder'),
  },
  overrideTypeDefaults: typeDefaults.set,
  overrideWorkloadDefaults: workloadDefaults.set,
  pauseQueue: queuePause.pause,
  pauseType: typePause.pause,
  pauseWorker: worker('pause', (it) => [`/workers/${it}`, { state: 'paused' }]),
  pauseWorkload: workloadPause.pause,
  purgeQueue: {
    make: make.jobInRack,
    http: (reason) => ['POST', '/queues/cellar/rack/purge', { count: 1, reason }],
    cli: (reason) => ['queues', 'purge', 'cellar/rack', '--count', '1', '--reason', reason],
    effect: (tag) => [`/jobs?tag=${tag}`, has({ state: 'cancelled' })],
  },
  reprioritiseJob: {
    make: make.waitingJob,
    http: (it) => ['POST', `/jobs/${it}/reprioritise`, { priority: 'high' }],
    cli: (it) => ['jobs', 'reprioritise', it, 'high'],
    effect: (it) => [`/jobs/${it}`, { priority: 'high' }],
  },
  rescheduleJob: {
    make: make.waitingJob,
    http: (it) => ['POST', `/jobs/${it}/reschedule`, { at: '2030-01-01T00:00:00Z' }],
    cli: (it) => ['jobs', 'reschedule', it, '--at', '2030-01-01T00:00:00Z'],
    effect: (it) => [`/jobs/${it}`, { runAt: '2030-01-01T00:00:00.000Z' }],
  },
  resetDefaults: allDefaults.reset,
  resetLimit: {
    make: make.changed('PUT', '/limits/pantry/ladder', (reason) => ({ terms: limitTerms, reason })),
    http: (reason) => ['DELETE', `/limits/pantry/ladder?reason=${reason}`],
    cli: (reason) => ['limits', 'reset', 'pantry/ladder', '--reason', reason],
    effect: isReset,
  },
  resetSchedule: {
    make: make.disabledSchedule,
    http: (it) => ['PUT', `/schedules/${it}/reset`],
    cli: (it) => ['schedules', 'reset', it],
    effect: (it) => [`/schedules/${it}`, { enabled: true, isEdited: false }],
  },
  resetTypeDefaults: typeDefaults.reset,
  resetWorkloadDefaults: workloadDefaults.reset,
  resolveDeadLetter: {
    make: make.deadJob,
    http: (it) => ['POST', `/dead-letters/${it}/resolve`],
    cli: (it) => ['dead', 'resolve', it],
    effect: (it) => [`/dead-letters/${it}`, { state: 'resolved' }],
  },
  resolveDeadLetterGroup: {
    make: make.deadGroup,
    http: (it) => ['POST', `/dead-letters/groups/${it}/resolve`],
    cli: (it) => ['dead', 'resolve', '--group', it],
    effect: (it) => [`/dead-letters/groups?fingerprint=${it}`, has({ resolved: 1, open: 0 })],
  },
  resolveDeadLetters: {
    make: make.deadWord,
    http: (error) => ['POST', '/dead-letters/resolve', { error }],
    cli: (error) => ['dead', 'resolve', '--error', error],
    effect: (error) => [`/dead-letters?error=${error}`, has({ state: 'resolved' })],
  },
  restartWorker: worker('restart', nextAfter),
  resumeQueue: queuePause.resume,
  resumeType: typePause.resume,
  resumeWorker: worker('resume', (it) => [`/workers/${it}`, { state: 'working' }]),
  resumeWorkload: workloadPause.resume,
  retryDeadLetter: {
    make: make.deadJob,
    http: (it) => ['POST', `/dead-letters/${it}/retry`],
    cli: (it) => ['dead', 'retry', it],
    effect: (it) => [`/dead-letters/${it}`, { revision: 4 }],
  },
  retryDeadLetterGroup: {
    make: make.deadGroup,
    http: (it) => ['POST', `/dead-letters/groups/${it}/retry`],
    cli: (it) => ['dead', 'retry', '--group', it],
    effect: (it) => [`/dead-letters/groups?fingerprint=${it}`, has({ total: 2 })],
  },
  retryDeadLetters: {
    make: make.deadWord,
    http: (error) => ['POST', '/dead-letters/retry', { error }],
    cli: (error) => ['dead', 'retry', '--error', error],
    effect: (error) => [`/dead-letters/groups?error=${error}`, has({ total: 2 })],
  },
  retryFlow: {
    make: make.failedFlow,
    http: (it) => ['POST', `/flows/${it}/retry`],
    cli: (it) => ['flows', 'retry', it],
    effect: inFlowState('succeeded'),
  },
  retryFlowNode: {
    make: make.failedFlow,
    http: (it) => ['POST', `/flows/${it}/nodes/pan/retry`],
    cli: (it) => ['flows', 'retry', it, 'pan'],
    effect: inFlowState('succeeded'),
  },
  retryJob: {
    make: make.deadJob,
    http: (it) => ['POST', `/jobs/${it}/retry`],
    cli: (it) => ['jobs', 'retry', it],
    effect: (it) => [`/dead-letters/${it}`, { revision: 4 }],
  },
  revokeKey: {
    make: make.key,
    http: (it) => ['POST', `/keys/${it}/revoke`],
    cli: (it) => ['keys', 'revoke', it],
    effect: (it) => [`/keys/${it}`, { revokedAt: expect.any(String) as unknown }],
  },
  rotateKey: {
    make: make.key,
    http: (it) => ['POST', `/keys/${it}/rotate`],
    cli: (it) => ['keys', 'rotate', it],
    effect: (it) => ['/audit?operation=rotateKey', has({ target: `/keys/${it}/rotate` })],
  },
  runJobNow: {
    make: make.waitingJob,
    http: (it) => ['POST', `/jobs/${it}/run-now`],
    cli: (it) => ['jobs', 'run-now', it],
    effect: inState('succeeded'),
  },
  silenceType: {
    http: (reason) => ['PUT', '/types/pantry.fetch-thing/silenced', { reason }],
    cli: (reason) => ['types', 'silence', 'pantry.fetch-thing', '--reason', reason],
    effect: (reason) => ['/marks', { silenced: [expect.objectContaining({ reason })] }],
  },
  skipFlowNode: {
    make: make.failedFlow,
    http: (it) => ['POST', `/flows/${it}/nodes/pan/skip`],
    cli: (it) => ['flows', 'skip', it, 'pan'],
    effect: inFlowState('succeeded'),
  },
  startFlow: {
    http: (name) => ['POST', '/flows', { name, batch: [{ type: bake, input: {} }] }],
    cli: (name) => ['flows', 'start', JSON.stringify({ name, batch: [{ type: bake, input: {} }] })],
    effect: (name) => [`/flows?name=${name}`, has({ state: 'succeeded' })],
  },
  terminateWorkers: {
    make: make.cellarman('resume'),
    http: () => ['POST', '/workers/terminate', { workload: 'cellar', reason: 'tested' }],
    cli: () => ['terminate', '--workload', 'cellar', '--reason', 'tested'],
    effect: nextAfter,
  },
  triggerSchedule: {
    make: make.schedule,
    http: (it) => ['POST', `/schedules/${it}/trigger`],
    cli: (it) => ['schedules', 'trigger', it],
    effect: (it) => [`/schedules/${it}/executions`, has({ state: 'succeeded' })],
  },
  undrainQueue: {
    make: make.changed('PUT', '/queues/cellar/rack/drain'),
    http: (reason) => ['PUT', '/queues/cellar/rack/undrain', { reason }],
    cli: (reason) => ['queues', 'undrain', 'cellar/rack', '--reason', reason],
    effect: () => ['/queues/cellar/rack', { drain: null }],
  },
  unsilenceType: {
    make: make.changed('PUT', '/types/pantry.fetch-thing/silenced'),
    http: (reason) => ['DELETE', `/types/pantry.fetch-thing/silenced?reason=${reason}`],
    cli: (reason) => ['types', 'unsilence', 'pantry.fetch-thing', '--reason', reason],
    effect: () => ['/marks', { silenced: [] }],
  },
  unwatchTag: {
    make: make.changed('PUT', '/watched-tags/<word>'),
    http: (tag) => ['DELETE', `/watched-tags/${tag}`],
    cli: (tag) => ['tags', 'unwatch', tag],
    effect: (tag) => ['/marks', { watched: expect.not.arrayContaining([expect.objectContaining({ tag })]) as unknown }],
  },
  watchTag: {
    http: (tag) => ['PUT', `/watched-tags/${tag}`, { reason: 'tested' }],
    cli: (tag) => ['tags', 'watch', tag, '--reason', 'tested'],
    effect: (tag) => ['/marks', { watched: expect.arrayContaining([expect.objectContaining({ tag })]) as unknown }],
  },
};
