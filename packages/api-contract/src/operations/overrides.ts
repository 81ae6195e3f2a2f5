import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { LimitTerms, Override, ReasonQuery, RunTerms } from '../schemas/control.js';
import { JobType, Reason, Time, WorkloadName } from '../schemas/names.js';
import { listOf } from '../schemas/page.js';

/** Limits and defaults (attempts, time-out, back-off) at run time. */

const OneLimit = z.strictObject({ workload: WorkloadName, limit: WorkloadName.meta({ example: 'rapidapi' }) });
const OneWorkload = z.strictObject({ workload: WorkloadName });
const OneType = z.strictObject({ type: JobType });
const LimitBody = z.strictObject({ terms: LimitTerms, reason: Reason });
const RunBody = z.strictObject({ terms: RunTerms, reason: Reason });

const errors = ['TARGET_UNKNOWN', 'SCHEDULER_UNAVAILABLE'];
const limitTerms = { windows: [{ limit: 5, per: '1s' as const }] };
const runTerms = { attempts: 5, timeout: '1m' as const };
const said = { reason: 'upstream is slow', by: 'ci' };
const reset = { terms: null, reason: 'reset', by: 'ci' };

export const listOverrides = defineOperation({
  id: 'listOverrides',
  method: 'GET',
  path: '/overrides',
  summary: 'Limits and defaults that are not those of the code now; the oldest first.',
  role: 'viewer',
  answers: { 200: listOf(Override.extend({ since: Time })) },
  example: {
    answer: {
      items: [{ what: 'limit live-scores/rapidapi', terms: limitTerms, ...said, since: '2026-11-27T18:00:00.000Z' }],
    },
  },
});

export const overrideLimit = defineOperation({
  id: 'overrideLimit',
  method: 'PUT',
  path: '/limits/{workload}/{limit}',
  summary: 'Gives a limit other numbers until it is reset.',
  role: 'operator',
  params: OneLimit,
  body: LimitBody,
  answers: { 200: Override },
  errors,
  example: {
    body: { terms: limitTerms, reason: said.reason },
    answer: { what: 'limit live-scores/rapidapi', terms: limitTerms, ...said },
  },
});

export const resetLimit = defineOperation({
  id: 'resetLimit',
  method: 'DELETE',
  path: '/limits/{workload}/{limit}',
  summary: 'Gives a limit the numbers of the code again.',
  role: 'operator',
  params: OneLimit,
  query: ReasonQuery,
  answers: { 200: Override },
  errors,
  example: { answer: { what: 'limit live-scores/rapidapi', ...reset } },
});

export const overrideDefaults = defineOperation({
  id: 'overrideDefaults',
  method: 'PUT',
  path: '/defaults',
  summary: 'Changes how the jobs of all types run, until it is reset.',
  description: 'The narrower wins: of a type over that of its workload over this.',
  role: 'operator',
  body: RunBody,
  answers: { 200: Override },
  errors,
  example: {
    body: { terms: runTerms, reason: said.reason },
    answer: { what: 'every workload', terms: runTerms, ...said },
  },
});

export const resetDefaults = defineOperation({
  id: 'resetDefaults',
  method: 'DELETE',
  path: '/defaults',
  summary: 'Ends the change for all types.',
  role: 'operator',
  query: ReasonQuery,
  answers: { 200: Override },
  errors,
  example: { answer: { what: 'every workload', ...reset } },
});

export const overrideWorkloadDefaults = defineOperation({
  id: 'overrideWorkloadDefaults',
  method: 'PUT',
  path: '/workloads/{workload}/defaults',
  summary: 'Changes how the jobs of a workload run, until it is reset.',
  role: 'operator',
  params: OneWorkload,
  body: RunBody,
  answers: { 200: Override },
  errors,
  example: {
    body: { terms: runTerms, reason: said.reason },
    answer: { what: 'workload live-scores', terms: runTerms, ...said },
  },
});

export const resetWorkloadDefaults = defineOperation({
  id: 'resetWorkloadDefaults',
  method: 'DELETE',
  path: '/workloads/{workload}/defaults',
  summary: 'Ends the change for a workload.',
  role: 'operator',
  params: OneWorkload,
  query: ReasonQuery,
  answers: { 200: Override },
  errors,
  example: { answer: { what: 'workload live-scores', ...reset } },
});

export const overrideTypeDefaults = defineOperation({
  id: 'overrideTypeDefaults',
  method: 'PUT',
  path: '/types/{type}/defaults',
  summary: 'Changes how the jobs of a type run, until it is reset.',
  role: 'operator',
  params: OneType,
  body: RunBody,
  answers: { 200: Override },
  errors,
  example: {
    body: { terms: runTerms, reason: said.reason },
    answer: { what: 'type live-scores.poll-live-matches', terms: runTerms, ...said },
  },
});

export const resetTypeDefaults = defineOperation({
  id: 'resetTypeDefaults',
  method: 'DELETE',
  path: '/types/{type}/defaults',
  summary: 'Ends the change for a type.',
  role: 'operator',
  params: OneType,
  query: ReasonQuery,
  answers: { 200: Override },
  errors,
  example: { answer: { what: 'type live-scores.poll-live-matches', ...reset } },
});
