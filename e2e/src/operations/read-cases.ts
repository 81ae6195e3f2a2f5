import * as make from './makers.js';
import type { OperationCase } from './way.js';

const bake = 'kitchen.bake';
const limitTerms = { windows: [{ limit: 5, per: '1s' }] };

/** Of the operations that only read, by their ids. */
export const READ_CASES: Readonly<Record<string, OperationCase>> = {
  getAlert: { make: make.alert, http: (it) => ['GET', `/alerts/${it}`], cli: (it) => ['alerts', 'show', it] },
  getAlertRule: {
    make: make.rule,
    http: (it) => ['GET', `/alerts/rules/${it}`],
    cli: (it) => ['alerts', 'rules', 'show', it],
  },
  getDeadLetter: {
    make: make.deadJob,
    http: (it) => ['GET', `/dead-letters/${it}`],
    cli: (it) => ['dead', 'show', it],
  },
  getFlow: { make: make.runningFlow, http: (it) => ['GET', `/flows/${it}`], cli: (it) => ['flows', 'show', it] },
  getJob: { make: make.waitingJob, http: (it) => ['GET', `/jobs/${it}`], cli: (it) => ['jobs', 'show', it] },
  getKey: { make: make.key, http: (it) => ['GET', `/keys/${it}`], cli: (it) => ['keys', 'show', it] },
  getMetricSums: {
    make: make.doneJob,
    http: () => ['GET', '/stats/metrics'],
    cli: () => ['stats', '--metrics'],
    shows: 'loaves',
  },
  getOperation: {
    make: make.operation,
    http: (it) => ['GET', `/operations/${it}`],
    cli: (it) => ['operations', 'show', it],
  },
  getQueue: {
    http: () => ['GET', '/queues/kitchen/oven'],
    cli: () => ['queues', 'show', 'kitchen/oven'],
    shows: 'waitingJobs',
  },
  getReceiver: {
    make: make.receiver,
    http: (it) => ['GET', `/alerts/receivers/${it}`],
    cli: (it) => ['alerts', 'receivers', 'show', it],
  },
  getSchedule: {
    make: make.schedule,
    http: (it) => ['GET', `/schedules/${it}`],
    cli: (it) => ['schedules', 'show', it],
  },
  getSchedulesOverview: {
    make: make.triggeredSchedule,
    http: () => ['GET', '/schedules/overview'],
    cli: () => ['schedules', 'overview'],
  },
  getStatistics: {
    make: make.doneJob,
    http: () => ['GET', '/stats?by=type'],
    cli: () => ['stats', '--by', 'type'],
    shows: bake,
  },
  getStatus: { http: () => ['GET', '/status'], cli: () => ['status'], shows: 'nats' },
  getType: { http: () => ['GET', `/types/${bake}`], cli: () => ['types', 'show', bake], shows: 'Bakes.' },
  getWorker: {
    make: make.cellarman('resume'),
    http: (it) => ['GET', `/workers/${it}`],
    cli: (it) => ['workers', 'show', it],
  },
  listAlertRules: {
    make: make.rule,
    http: () => ['GET', '/alerts/rules'],
    cli: () => ['alerts', 'rules', 'list'],
  },
  listAlerts: { make: make.alert, http: () => ['GET', '/alerts'], cli: () => ['alerts', 'list'] },
  listAttempts: {
    make: make.doneJob,
    http: (it) => ['GET', `/jobs/${it}/attempts`],
    cli: (it) => ['jobs', 'attempts', it],
    shows: 'loaves',
  },
  listAudit: {
    make: make.changed('PUT', '/watched-tags/<word>'),
    http: () => ['GET', '/audit?operation=watchTag'],
    cli: () => ['audit', '--operation', 'watchTag'],
  },
  listDeadLetterGroups: {
    make: make.deadGroup,
    http: () => ['GET', '/dead-letters/groups'],
    cli: () => ['dead', 'groups'],
  },
  listDeadLetters: {
    make: make.deadJob,
    http: () => ['GET', '/dead-letters?state=open'],
    cli: () => ['dead', 'list', '--state', 'open'],
  },
  listExecutions: {
    make: make.triggeredSchedule,
    http: (it) => ['GET', `/schedules/${it}/executions`],
    cli: (it) => ['schedules', 'executions', it],
    shows: 'durationMs',
  },
  listFirings: {
    make: make.schedule,
    http: (it) => ['GET', `/schedules/${it}/firings`],
    cli: (it) => ['schedules', 'next', it],
    shows: '-01-01T03:00:00',
  },
  listFlowNodes: {
    make: make.runningFlow,
    http: (it) => ['GET', `/flows/${it}/nodes`],
    cli: (it) => ['flows', 'show', it],
    shows: '"pan"',
  },
  listFlows: { make: make.runningFlow, http: () => ['GET', '/flows?state=running'], cli: () => ['flows', 'list'] },
  listJobs: {
    make: make.waitingJob,
    http: () => ['GET', '/jobs?state=scheduled'],
    cli: () => ['jobs', 'list', '--state', 'scheduled'],
  },
  listKeys: { make: make.key, http: () => ['GET', '/keys'], cli: () => ['keys', 'list'] },
  listLogs: {
    make: make.doneJob,
    http: (it) => ['GET', `/jobs/${it}/logs`],
    cli: (it) => ['logs', it],
    shows: 'baking',
  },
  listMarks: {
    make: make.changed('PUT', '/watched-tags/<word>'),
    http: () => ['GET', '/marks'],
    cli: () => ['marks'],
  },
  listOperations: { make: make.operation, http: () => ['GET', '/operations'], cli: () => ['operations', 'list'] },
  listOverrides: {
    make: make.changed('PUT', '/limits/pantry/ladder', (reason) => ({ terms: limitTerms, reason })),
    http: () => ['GET', '/overrides'],
    cli: () => ['queues', 'limits'],
  },
  listPauses: {
    make: make.changed('PUT', '/queues/kitchen/stove/pause'),
    http: () => ['GET', '/pauses'],
    cli: () => ['pauses'],
    after: ['PUT', '/queues/kitchen/stove/resume', { reason: 'done' }],
  },
  listQueues: { http: () => ['GET', '/queues'], cli: () => ['queues'], shows: 'oven' },
  listReceivers: {
    make: make.receiver,
    http: () => ['GET', '/alerts/receivers'],
    cli: () => ['alerts', 'receivers', 'list'],
  },
  listSchedules: { make: make.schedule, http: () => ['GET', '/schedules'], cli: () => ['schedules', 'list'] },
  listTransitions: {
    make: make.doneJob,
    http: (it) => ['GET', `/jobs/${it}/transitions`],
    cli: (it) => ['jobs', 'transitions', it],
    shows: 'succeeded',
  },
  listTypes: { http: () => ['GET', '/types'], cli: () => ['types', 'list'], shows: bake },
  listWorkers: { http: () => ['GET', '/workers'], cli: () => ['workers', 'list'], shows: 'oven' },
};
