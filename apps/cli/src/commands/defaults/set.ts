import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { jsonOf } from '../../api/json-of.js';
import type { CommandContext } from '../../cli/command-context.js';
import { UsageError } from '../../cli/command-error.js';
import { withoutUndefined } from '../../cli/without-undefined.js';
import type { components } from '@kickoff/api-client';
import { overrideText } from '../../control/control-text.js';

type RunTerms = components['schemas']['RunTerms'];

export const defaultsSet = defineApiCommand({
  name: 'defaults set',
  summary: 'Changes how jobs run (attempts, time-out, back-off) until it is reset',
  description: 'Of one type, of one workload, or of all. The narrower wins.',
  operations: ['overrideTypeDefaults', 'overrideWorkloadDefaults', 'overrideDefaults'],
  arguments: { target: { summary: 'a type or a workload; none: all', optional: true, complete: 'targets' } },
  options: {
    attempts: { kind: 'text', value: 'count', summary: 'how often a job is tried, or unlimited' },
    timeout: { kind: 'text', value: 'duration', summary: 'how long one attempt may take' },
    backoff: { kind: 'text', value: 'json', summary: `e.g. '{"fixed":"5s"}' or '{"steps":["1s","1m"]}', or @file` },
    ...REASON_OPTION,
  },
  examples: [
    { line: 'kickoff defaults set weather.report-weather --attempts 5 --timeout 1m' },
    { line: `kickoff defaults set weather --backoff '{"fixed":"30s"}'` },
  ],
  ask: async ({ api, arguments: { target }, options: { reason = DEFAULT_REASON, ...options }, context }) => {
    const body = { terms: await runTerms(options, context), reason };
    if (target === undefined) return answered(api.PUT('/defaults', { body }));
    if (target.includes('.'))
      return answered(api.PUT('/types/{type}/defaults', { params: { path: { type: target } }, body }));
    return answered(api.PUT('/workloads/{workload}/defaults', { params: { path: { workload: target } }, body }));
  },
  text: overrideText,
});

async function runTerms(
  {
    attempts,
    timeout,
    backoff,
  }: { attempts: string | undefined; timeout: string | undefined; backoff: string | undefined },
  context: CommandContext,
): Promise<RunTerms> {
  const given = attempts === undefined || attempts === 'unlimited' ? attempts : Number(attempts);
  if (Number.isNaN(given)) {
    throw new UsageError(`--attempts must be a number or unlimited, got ${JSON.stringify(attempts)}`, {
      where: '--attempts',
    });
  }
  const pause =
    backoff === undefined ? undefined : ((await jsonOf('--backoff', backoff, context)) as RunTerms['backoff']);
  return withoutUndefined({ attempts: given, timeout, backoff: pause }) as RunTerms;
}
