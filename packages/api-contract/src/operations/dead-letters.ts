import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import {
  DeadLetterFilter,
  DeadLetterGroup,
  DonePortion,
  Fingerprint,
  ListedDeadLetter,
  Portion,
  ShownDeadLetter,
  WantedLetters,
  WantedOfGroup,
} from '../schemas/dead-letter.js';
import { Id, Reason } from '../schemas/names.js';
import { listOf, PageQuery, pageOf } from '../schemas/page.js';

const ById = z.strictObject({ id: Id });
const ByFingerprint = z.strictObject({ fingerprint: Fingerprint });
const Why = z.strictObject({ reason: Reason.optional() }).prefault({});
const Changed = z.object({ id: Id });
const RETRY_ERRORS = [
  'DEAD_LETTER_NOT_FOUND',
  'DEAD_LETTER_RETRIED',
  'DEAD_LETTER_UNUSABLE',
  'FORBIDDEN',
  'JOB_ENDING',
  'KEY_HELD',
];

const id = '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a';
const fingerprint = '0123456789abcdef';
const shown: z.output<typeof ListedDeadLetter> = {
  id,
  revision: 4,
  type: 'live-scores.process-match',
  workload: 'live-scores',
  queue: 'processing',
  state: 'open',
  attempt: 3,
  diedAt: '2026-11-27T18:00:00.350Z',
  fingerprint,
  error: { code: 'UPSTREAM_REJECTED', name: 'UpstreamRejected', message: 'status 404' },
  frame: 'SportsApi.get sports-api.js',
  closed: null,
};
const donePortion: z.output<typeof DonePortion> = {
  done: 99,
  refused: [{ id, code: 'KEY_HELD', message: 'another unfinished job has its unique key' }],
  next: null,
};
const IN_PORTIONS =
  'Does one portion, the newest jobs first, and answers where the next one begins: ask again with `next` as `cursor` until it is null.';

export const listDeadLetters = defineOperation({
  id: 'listDeadLetters',
  method: 'GET',
  path: '/dead-letters',
  summary: 'Dead letters that a filter describes, newest job first.',
  description: 'A job has one, that of its last death. The record follows what happens within a second.',
  role: 'viewer',
  query: PageQuery.extend(DeadLetterFilter.shape),
  answers: { 200: pageOf(ListedDeadLetter) },
  example: { answer: { items: [shown], next: null } },
});

export const listDeadLetterGroups = defineOperation({
  id: 'listDeadLetterGroups',
  method: 'GET',
  path: '/dead-letters/groups',
  summary: 'Dead letters by what their errors have in common; those that died last first.',
  role: 'viewer',
  query: DeadLetterFilter.extend({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
  answers: { 200: listOf(DeadLetterGroup) },
  example: {
    answer: {
      items: [
        {
          fingerprint,
          type: shown.type,
          code: 'UPSTREAM_REJECTED',
          name: 'UpstreamRejected',
          message: 'status <n>',
          frame: shown.frame,
          firstAt: '2026-11-27T17:00:00.000Z',
          lastAt: shown.diedAt,
          total: 120,
          open: 100,
          retried: 15,
          resolved: 5,
        },
      ],
    },
  },
});

export const getDeadLetter = defineOperation({
  id: 'getDeadLetter',
  method: 'GET',
  path: '/dead-letters/{id}',
  summary: 'The dead letter of a job.',
  role: 'viewer',
  params: ById,
  answers: { 200: ShownDeadLetter },
  errors: ['DEAD_LETTER_NOT_FOUND'],
  example: { answer: { ...shown, tags: ['sport:football'], input: { match: { id: 1_492_127 } } } },
});

export const retryDeadLetter = defineOperation({
  id: 'retryDeadLetter',
  method: 'POST',
  path: '/dead-letters/{id}/retry',
  summary: 'Runs a dead job again, with all its attempts before it.',
  description: 'A letter is retried once, however often it is asked for. Of a job of a flow, the flow goes on.',
  role: 'publisher',
  params: ById,
  body: Why,
  answers: { 200: Changed },
  errors: RETRY_ERRORS,
  changes: getDeadLetter,
  example: { body: { reason: 'the upstream is back' }, answer: { id } },
});

export const retryJob = defineOperation({
  id: 'retryJob',
  method: 'POST',
  path: '/jobs/{id}/retry',
  summary: 'The same for whoever has the job: runs a dead job again.',
  role: 'publisher',
  params: ById,
  body: Why,
  answers: { 200: Changed },
  errors: RETRY_ERRORS,
  changes: getDeadLetter,
  example: { body: {}, answer: { id } },
});

export const resolveDeadLetter = defineOperation({
  id: 'resolveDeadLetter',
  method: 'POST',
  path: '/dead-letters/{id}/resolve',
  summary: 'Closes a dead letter without running its job; it is kept and may still be retried.',
  role: 'publisher',
  params: ById,
  body: Why,
  answers: { 200: Changed },
  errors: ['DEAD_LETTER_NOT_FOUND', 'DEAD_LETTER_RETRIED', 'FORBIDDEN'],
  changes: getDeadLetter,
  example: { body: { reason: 'entered by hand' }, answer: { id } },
});

export const deleteDeadLetter = defineOperation({
  id: 'deleteDeadLetter',
  method: 'DELETE',
  path: '/dead-letters/{id}',
  summary: 'Deletes a dead letter, so that its job can never run again. The record of the job stays.',
  role: 'operator',
  params: ById,
  answers: { 200: Changed },
  errors: ['DEAD_LETTER_NOT_FOUND', 'DEAD_LETTER_RETRIED'],
  changes: getDeadLetter,
  example: { answer: { id } },
});

export const retryDeadLetters = defineOperation({
  id: 'retryDeadLetters',
  method: 'POST',
  path: '/dead-letters/retry',
  summary: 'Runs the jobs of open dead letters of a filter again.',
  description: IN_PORTIONS,
  role: 'publisher',
  body: WantedLetters.extend(Portion).prefault({}),
  answers: { 200: DonePortion },
  example: { body: { type: [shown.type] }, answer: donePortion },
});

export const resolveDeadLetters = defineOperation({
  id: 'resolveDeadLetters',
  method: 'POST',
  path: '/dead-letters/resolve',
  summary: 'Closes open dead letters of a filter without running their jobs.',
  description: IN_PORTIONS,
  role: 'publisher',
  body: WantedLetters.extend(Portion).prefault({}),
  answers: { 200: DonePortion },
  example: { body: { type: [shown.type], reason: 'entered by hand' }, answer: donePortion },
});

export const flushDeadLetters = defineOperation({
  id: 'flushDeadLetters',
  method: 'POST',
  path: '/dead-letters/flush',
  summary: 'Deletes open dead letters of a filter.',
  description: IN_PORTIONS,
  role: 'operator',
  body: WantedLetters.extend(Portion).prefault({}),
  answers: { 200: DonePortion },
  example: { body: { type: [shown.type] }, answer: donePortion },
});

export const retryDeadLetterGroup = defineOperation({
  id: 'retryDeadLetterGroup',
  method: 'POST',
  path: '/dead-letters/groups/{fingerprint}/retry',
  summary: 'Runs the jobs of the open dead letters of a group again.',
  description: IN_PORTIONS,
  role: 'publisher',
  params: ByFingerprint,
  body: WantedOfGroup.extend(Portion).prefault({}),
  answers: { 200: DonePortion },
  example: { body: {}, answer: donePortion },
});

export const resolveDeadLetterGroup = defineOperation({
  id: 'resolveDeadLetterGroup',
  method: 'POST',
  path: '/dead-letters/groups/{fingerprint}/resolve',
  summary: 'Closes the open dead letters of a group without running their jobs.',
  description: IN_PORTIONS,
  role: 'publisher',
  params: ByFingerprint,
  body: WantedOfGroup.extend(Portion).prefault({}),
  answers: { 200: DonePortion },
  example: { body: {}, answer: donePortion },
});
