import { ALERT_KINDS, ALERT_SEVERITIES, ALERT_STATES, RECEIVER_KINDS } from '@kickoff/contracts';
import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { DurationText, Id, JobType, QueueName, Time, WorkloadName } from '../schemas/names.js';
import { listOf, PageQuery, pageOf } from '../schemas/page.js';

const Name = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'must be a kebab-case name')
  .max(100)
  .meta({ example: 'waiting-long' });
const ByName = z.strictObject({ id: Name });
const ById = z.strictObject({ id: Id });

const RuleTerms = {
  severity: z.enum(ALERT_SEVERITIES),
  threshold: z.number().min(0).meta({ description: 'Fires at this value and above; what it counts says the kind.' }),
  least: z
    .int()
    .min(0)
    .max(1_000_000)
    .meta({ description: 'Of `type-failing`: attempts below which a share says nothing.' }),
  window: DurationText.meta({ description: 'How far back is looked.', example: '5m' }),
  for: DurationText.meta({ description: 'How long it must be so before it fires.', example: '1m' }),
  workload: WorkloadName.nullable().meta({ description: 'Only of this one; null: of all.' }),
  queue: QueueName.nullable(),
  type: JobType.nullable(),
  receivers: z.array(Name).max(100).meta({ description: 'Who is told; empty: every receiver.' }),
  enabled: z.boolean(),
};

const AlertRule = z
  .object({
    id: Name,
    kind: z.enum(ALERT_KINDS),
    ...RuleTerms,
  })
  .omit({ window: true, for: true })
  .extend({ windowMs: z.number(), forMs: z.number() })
  .meta({ id: 'AlertRule' });

const rule: z.output<typeof AlertRule> = {
  id: 'waiting-long',
  kind: 'waiting-long',
  severity: 'warning',
  threshold: 60_000,
  least: 0,
  windowMs: 300_000,
  forMs: 60_000,
  workload: null,
  queue: null,
  type: null,
  receivers: [],
  enabled: true,
};

export const listAlertRules = defineOperation({
  id: 'listAlertRules',
  method: 'GET',
  path: '/alerts/rules',
  summary: 'The rules by which alerts fire.',
  description:
    'What a threshold counts: `type-failing` share of failed attempts, 0 to 1; `failures-in-a-row` jobs; `backlog-growing` and `no-worker` waiting jobs; `waiting-long` and `schedule-missed` milliseconds; `dead-letters` jobs; `store-filling` share, 0 to 1.',
  role: 'viewer',
  answers: { 200: listOf(AlertRule) },
  example: { answer: { items: [rule] } },
});

export const getAlertRule = defineOperation({
  id: 'getAlertRule',
  method: 'GET',
  path: '/alerts/rules/{id}',
  summary: 'One rule.',
  role: 'viewer',
  params: ByName,
  answers: { 200: AlertRule },
  errors: ['NOT_FOUND'],
  example: { answer: rule },
});

export const createAlertRule = defineOperation({
  id: 'createAlertRule',
  method: 'POST',
  path: '/alerts/rules',
  summary: 'Makes a rule.',
  role: 'operator',
  body: z.strictObject({
    id: Name,
    kind: z.enum(ALERT_KINDS),
    severity: RuleTerms.severity.default('warning'),
    threshold: RuleTerms.threshold,
    least: RuleTerms.least.default(0),
    window: RuleTerms.window.default('5m'),
    for: RuleTerms.for.default('0s'),
    workload: RuleTerms.workload.default(null),
    queue: RuleTerms.queue.default(null),
    type: RuleTerms.type.default(null),
    receivers: RuleTerms.receivers.default([]),
    enabled: RuleTerms.enabled.default(true),
  }),
  answers: { 201: AlertRule },
  errors: ['NAME_TAKEN'],
  example: { body: { id: 'waiting-long', kind: 'waiting-long', threshold: 60_000, for: '1m' }, answer: rule },
});

export const editAlertRule = defineOperation({
  id: 'editAlertRule',
  method: 'PUT',
  path: '/alerts/rules/{id}',
  summary: 'Changes a rule; what is left out stays.',
  role: 'operator',
  params: ByName,
  body: z.strictObject(RuleTerms).partial(),
  answers: { 200: AlertRule },
  errors: ['NOT_FOUND'],
  changes: getAlertRule,
  example: { body: { threshold: 120_000 }, answer: { ...rule, threshold: 120_000 } },
});

export const deleteAlertRule = defineOperation({
  id: 'deleteAlertRule',
  method: 'DELETE',
  path: '/alerts/rules/{id}',
  summary: 'Deletes a rule; its alerts end.',
  role: 'operator',
  params: ByName,
  answers: { 200: z.object({ id: Name }) },
  errors: ['NOT_FOUND'],
  changes: getAlertRule,
  example: { answer: { id: 'waiting-long' } },
});

const Receiver = z
  .object({
    id: Name,
    kind: z.enum(RECEIVER_KINDS),
    target: z.string().meta({ description: 'An address, or an e-mail address.' }),
    enabled: z.boolean(),
  })
  .meta({ id: 'AlertReceiver' });

const receiver: z.output<typeof Receiver> = {
  id: 'on-call',
  kind: 'webhook',
  target: 'https://example.com/alerts',
  enabled: true,
};

const Address = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).max(2_000);
const Mail = z.email().max(320);

export const listReceivers = defineOperation({
  id: 'listReceivers',
  method: 'GET',
  path: '/alerts/receivers',
  summary: 'Who is told of alerts.',
  role: 'admin',
  answers: { 200: listOf(Receiver) },
  example: { answer: { items: [receiver] } },
});

export const getReceiver = defineOperation({
  id: 'getReceiver',
  method: 'GET',
  path: '/alerts/receivers/{id}',
  summary: 'One receiver.',
  role: 'admin',
  params: ByName,
  answers: { 200: Receiver },
  errors: ['NOT_FOUND'],
  example: { answer: receiver },
});

export const createReceiver = defineOperation({
  id: 'createReceiver',
  method: 'POST',
  path: '/alerts/receivers',
  summary: 'Makes a receiver. The answer shows the secret that webhooks are signed with, once.',
  role: 'admin',
  body: z.discriminatedUnion('kind', [
    z.strictObject({ id: Name, kind: z.literal('webhook'), target: Address, enabled: z.boolean().default(true) }),
    z.strictObject({ id: Name, kind: z.literal('email'), target: Mail, enabled: z.boolean().default(true) }),
  ]),
  answers: {
    201: Receiver.extend({ secret: z.string().nullable().meta({ description: 'null for e-mail.' }) }).meta({
      id: 'NewAlertReceiver',
    }),
  },
  errors: ['NAME_TAKEN'],
  secrets: ['secret'],
  example: {
    body: { id: 'on-call', kind: 'webhook', target: 'https://example.com/alerts' },
    answer: { ...receiver, secret: 'ks_3fJ9aQbR2mXw8LkV5nPzT1cYdG7hE4uS0oIiBvKqWxM' },
  },
});

export const editReceiver = defineOperation({
  id: 'editReceiver',
  method: 'PUT',
  path: '/alerts/receivers/{id}',
  summary: 'Changes where a receiver is, or whether it is told.',
  role: 'admin',
  params: ByName,
  body: z.strictObject({ target: z.union([Address, Mail]).optional(), enabled: z.boolean().optional() }),
  answers: { 200: Receiver },
  errors: ['NOT_FOUND', 'REQUEST_INVALID'],
  changes: getReceiver,
  example: { body: { enabled: false }, answer: { ...receiver, enabled: false } },
});

export const deleteReceiver = defineOperation({
  id: 'deleteReceiver',
  method: 'DELETE',
  path: '/alerts/receivers/{id}',
  summary: 'Deletes a receiver.',
  role: 'admin',
  params: ByName,
  answers: { 200: z.object({ id: Name }) },
  errors: ['NOT_FOUND'],
  changes: getReceiver,
  example: { answer: { id: 'on-call' } },
});

const Alert = z
  .object({
    id: Id,
    rule: z.string(),
    subject: z.string().meta({ description: 'A type, `<workload>/<queue>`, a schedule or `store`.' }),
    severity: z.enum(ALERT_SEVERITIES),
    state: z.enum(ALERT_STATES),
    message: z.string(),
    value: z.number(),
    since: Time,
    firedAt: Time.nullable(),
    resolvedAt: Time.nullable(),
    mutedUntil: Time.nullable(),
    mutedBy: z.string().nullable(),
    acknowledgedAt: Time.nullable(),
    acknowledgedBy: z.string().nullable(),
  })
  .meta({ id: 'Alert' });

const alert: z.output<typeof Alert> = {
  id: '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a',
  rule: 'waiting-long',
  subject: 'live-scores/polling',
  severity: 'warning',
  state: 'firing',
  message: 'a job of live-scores/polling has waited 95 s',
  value: 95_000,
  since: '2026-11-27T18:00:00.000Z',
  firedAt: '2026-11-27T18:01:00.000Z',
  resolvedAt: null,
  mutedUntil: null,
  mutedBy: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
};

export const listAlerts = defineOperation({
  id: 'listAlerts',
  method: 'GET',
  path: '/alerts',
  summary: 'Alerts that fire and those that did, newest first.',
  role: 'viewer',
  query: PageQuery.extend({
    state: z
      .array(z.enum(ALERT_STATES))
      .min(1)
      .max(3)
      .optional()
      .meta({ description: 'Default: those that fire and that did.' }),
    rule: Name.optional(),
  }),
  answers: { 200: pageOf(Alert) },
  example: { answer: { items: [alert], next: null } },
});

export const getAlert = defineOperation({
  id: 'getAlert',
  method: 'GET',
  path: '/alerts/{id}',
  summary: 'One alert.',
  role: 'viewer',
  params: ById,
  answers: { 200: Alert },
  errors: ['NOT_FOUND'],
  example: { answer: alert },
});

export const muteAlert = defineOperation({
  id: 'muteAlert',
  method: 'POST',
  path: '/alerts/{id}/mute',
  summary: 'Tells nobody of an alert for a while.',
  description: 'One that fires still when the while is over, and of which nobody was told, is told of then.',
  role: 'operator',
  params: ById,
  body: z.strictObject({ for: DurationText.meta({ description: '0s ends a mute.', example: '1h' }) }),
  answers: { 200: Alert },
  errors: ['NOT_FOUND'],
  example: {
    body: { for: '1h' },
    answer: { ...alert, mutedUntil: '2026-11-27T19:05:00.000Z', mutedBy: 'ci' },
  },
});

export const acknowledgeAlert = defineOperation({
  id: 'acknowledgeAlert',
  method: 'POST',
  path: '/alerts/{id}/acknowledge',
  summary: 'Says that somebody looks after an alert.',
  role: 'operator',
  params: ById,
  answers: { 200: Alert },
  errors: ['NOT_FOUND'],
  example: { answer: { ...alert, acknowledgedAt: '2026-11-27T18:05:00.000Z', acknowledgedBy: 'ci' } },
});
