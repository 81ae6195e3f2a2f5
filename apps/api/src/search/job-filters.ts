import { Inject, Injectable } from '@nestjs/common';
import { listJobs, type RequestOf } from '@kickoff/api-contract';
import { Forbidden, RequestInvalid } from '@kickoff/contracts';
import type { JobFilter } from '@kickoff/database';
import type { Caller } from '../access/caller.js';
import { KnownContracts } from '../types/known-contracts.js';

/** A filter as requests give it. */
export type AskedFilter = Omit<RequestOf<typeof listJobs>['query'], 'cursor' | 'limit'>;
type InputCondition = NonNullable<JobFilter['input']>[number];

/** Where in a request a filter stands. */
export interface FilterPlace {
  /** Its id. */
  operation: string;
  path: string;
}
const IN_QUERY: FilterPlace = { operation: listJobs.id, path: 'query' };

/** Makes filters of requests those of the record. */
@Injectable()
export class JobFilters {
  constructor(@Inject(KnownContracts) private readonly contracts: KnownContracts) {}

  /** @throws Forbidden when it asks for what the caller may not see; UnknownJobType, RequestInvalid for names of types */
  async read(
    asked: AskedFilter,
    { payloads }: Caller,
    { operation, path }: FilterPlace = IN_QUERY,
  ): Promise<JobFilter> {
    // Whoever may search inputs can find out what is in them.
    if (asked.input && !payloads) throw new Forbidden('to search by `input` needs a key that may see payloads');
    const named = asked.type && (await this.named(asked.type, { operation, path }));
    return {
      states: asked.state,
      types: named?.types,
      workloads: asked.workload,
      queues: asked.queue,
      tags: asked.tag,
      keys: asked.key,
      error: asked.error,
      from: asked.from === undefined ? undefined : Date.parse(asked.from),
      to: asked.to === undefined ? undefined : Date.parse(asked.to),
      input: [...(named?.input ?? []), ...(asked.input ?? []).map(inputCondition)],
    };
  }

  /** A name may stand for a part of the input; then it is one condition, which no other name can share. */
  private async named(
    names: readonly string[],
    { operation, path }: FilterPlace,
  ): Promise<{ types: string[]; input: InputCondition[] }> {
    const named = await Promise.all(names.map((name) => this.contracts.named(name)));
    const input = named.flatMap((each) => conditionsOf(each.input));
    if (input.length > 0 && named.length > 1)
      throw new RequestInvalid(operation, [
        { path: `${path}.type`, message: 'has a name that stands for a part of the input; ask for it alone' },
      ]);
    return {
      types: await this.contracts.namesOf(named.map(({ type }) => type)),
      input,
    };
  }
}

/** One per value, below the names that lead to it. */
function conditionsOf(part: object, above = ''): InputCondition[] {
  return Object.entries(part).flatMap(([name, value]: [string, InputCondition['value'] | object]) =>
    typeof value === 'object' && value !== null
      ? conditionsOf(value, `${above}${name}.`)
      : [{ path: `${above}${name}`, is: '=', value }],
  );
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
