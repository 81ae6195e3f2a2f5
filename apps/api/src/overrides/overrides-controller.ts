import { Controller, Inject } from '@nestjs/common';
import {
  listOverrides,
  overrideDefaults,
  overrideLimit,
  overrideTypeDefaults,
  overrideWorkloadDefaults,
  resetDefaults,
  resetLimit,
  resetTypeDefaults,
  resetWorkloadDefaults,
  type AnswerOf,
  type RequestOf,
} from '@kickoff/api-contract';
import { describeOverridden, EVERY_WORKLOAD } from '@kickoff/contracts';
import { JobClient, type OverrideTarget } from '@kickoff/jobs';
import type { Call } from '../operations/call.js';
import { Implements } from '../operations/implements.js';
import { API_PATH } from '../requests/api-path.js';

type Override = AnswerOf<typeof overrideLimit>;
type Body = RequestOf<typeof overrideDefaults>['body'];

/** Limits and defaults at run time. */
@Controller(API_PATH)
export class OverridesController {
  constructor(@Inject(JobClient) private readonly client: JobClient) {}

  @Implements(listOverrides)
  async listOverrides(): Promise<AnswerOf<typeof listOverrides>> {
    const overrides = await this.client.overrides();
    return {
      items: overrides.map(({ what, terms, reason, by, at }) => ({
        what,
        terms: (terms ?? null) as Override['terms'],
        reason,
        by,
        since: new Date(at).toISOString(),
      })),
    };
  }

  @Implements(overrideLimit)
  async overrideLimit({ params, body }: RequestOf<typeof overrideLimit>, { caller }: Call): Promise<Override> {
    const said = { reason: body.reason, by: caller.name };
    await this.client.limits.override(params.workload, params.limit, body.terms, said);
    return { what: limitInWords(params), terms: body.terms, ...said };
  }

  @Implements(resetLimit)
  async resetLimit({ params, query }: RequestOf<typeof resetLimit>, { caller }: Call): Promise<Override> {
    const said = { reason: query.reason ?? 'reset', by: caller.name };
    await this.client.limits.reset(params.workload, params.limit, said);
    return { what: limitInWords(params), terms: null, ...said };
  }

  @Implements(overrideDefaults)
  async overrideDefaults({ body }: RequestOf<typeof overrideDefaults>, call: Call): Promise<Override> {
    return this.override({ everywhere: true }, body, call);
  }

  @Implements(resetDefaults)
  async resetDefaults({ query }: RequestOf<typeof resetDefaults>, call: Call): Promise<Override> {
    return this.reset({ everywhere: true }, query, call);
  }

  @Implements(overrideWorkloadDefaults)
  async overrideWorkloadDefaults(
    { params, body }: RequestOf<typeof overrideWorkloadDefaults>,
    call: Call,
  ): Promise<Override> {
    return this.override(params, body, call);
  }

  @Implements(resetWorkloadDefaults)
  async resetWorkloadDefaults(
    { params, query }: RequestOf<typeof resetWorkloadDefaults>,
    call: Call,
  ): Promise<Override> {
    return this.reset(params, query, call);
  }

  @Implements(overrideTypeDefaults)
  async overrideTypeDefaults({ params, body }: RequestOf<typeof overrideTypeDefaults>, call: Call): Promise<Override> {
    return this.override(params, body, call);
  }

  @Implements(resetTypeDefaults)
  async resetTypeDefaults({ params, query }: RequestOf<typeof resetTypeDefaults>, call: Call): Promise<Override> {
    return this.reset(params, query, call);
  }

  private async override(target: OverrideTarget, { terms, reason }: Body, { caller }: Call): Promise<Override> {
    const said = { reason, by: caller.name };
    await this.client.override(target, terms, said);
    return { what: inWords(target), terms, ...said };
  }

  private async reset(
    target: OverrideTarget,
    { reason = 'reset' }: { reason?: string | undefined },
    { caller }: Call,
  ): Promise<Override> {
    const said = { reason, by: caller.name };
    await this.client.resetOverride(target, said);
    return { what: inWords(target), terms: null, ...said };
  }
}

function limitInWords({ workload, limit }: { workload: string; limit: string }): string {
  return describeOverridden(workload, { kind: 'limit', name: limit });
}

function inWords(target: OverrideTarget): string {
  if ('everywhere' in target) return describeOverridden(EVERY_WORKLOAD, { kind: 'everywhere' });
  if ('workload' in target) return describeOverridden(target.workload, { kind: 'workload' });
  const type = typeof target.type === 'string' ? target.type : target.type.type;
  const [workload = '', name = ''] = type.split('.');
  return describeOverridden(workload, { kind: 'type', name });
}
