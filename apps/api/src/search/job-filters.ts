import { Inject, Injectable } from '@nestjs/common';
import type { listJobs, RequestOf } from '@kickoff/api-contract';
import { Forbidden } from '@kickoff/contracts';
import type { JobFilter } from '@kickoff/database';
import type { Caller } from '../access/caller.js';
import { KnownContracts } from '../types/known-contracts.js';

/** A filter as requests give it. */
export type AskedFilter = Omit<RequestOf<typeof listJobs>['query'], 'cursor' | 'limit'>;
type InputCondition = NonNullable<JobFilter['input']>[number];

/** Makes filters of requests those of the record. */
@Injectable()
export class JobFilters {
  constructor(@Inject(KnownContracts) private readonly contracts: KnownContracts) {}

  /** @throws Forbidden when it asks for what the caller may not see */
  async read(asked: AskedFilter, { payloads }: Caller): Promise<JobFilter> {
    // Whoever may search inputs can find out what is in them.
    if (asked.input && !payloads) throw new Forbidden('to search by `input` needs a key that may see payloads');
    return {
      states: asked.state,
      types: asked.type && (await this.contracts.namesOf(asked.type)),
      workloads: asked.workload,
      queues: asked.queue,
      tags: asked.tag,
      keys: asked.key,
      error: asked.error,
      from: asked.from === undefined ? undefined : Date.parse(asked.from),
      to: asked.to === undefined ? undefined : Date.parse(asked.to),
      input: asked.input?.map(inputCondition),
    };
  }
}

/** `match.id>=7`; the operation's schema has seen that it is one. */
function inputCondition(text: string): InputCondition {
  const [, path, is, value] = /^([^<>=]+)(<=|>=|=|<|>)(.*)$/s.exec(text)!;
  return { path: path!, is: is as InputCondition['is'], value: scalar(value!) };
}

function scalar(text: string): InputCondition['value'] {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as string;
  } catch {
    // Then it is a text.
  }
  return text;
}
