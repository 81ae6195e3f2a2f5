import { Controller, Inject } from '@nestjs/common';
import {
  deleteDeadLetter,
  flushDeadLetters,
  getDeadLetter,
  listDeadLetterGroups,
  listDeadLetters,
  resolveDeadLetter,
  resolveDeadLetterGroup,
  resolveDeadLetters,
  retryDeadLetter,
  retryDeadLetterGroup,
  retryDeadLetters,
  retryJob,
  type AnswerOf,
  type RequestOf,
} from '@kickoff/api-contract';
import { Forbidden } from '@kickoff/contracts';
import { DeadLetterStore, JobRow, type RecordedDeadLetter } from '@kickoff/database';
import { DataSource } from 'typeorm';
import type { Caller } from '../access/caller.js';
import type { Call } from '../operations/call.js';
import { Implements } from '../operations/implements.js';
import { pageOf } from '../operations/page-of.js';
import { API_PATH } from '../requests/api-path.js';
import { DeadLetterPortions } from './dead-letter-portions.js';

/** Dead letters: found, retried and closed. */
@Controller(API_PATH)
export class DeadLettersController {
  constructor(
    @Inject(DeadLetterStore) private readonly letters: DeadLetterStore,
    @Inject(DeadLetterPortions) private readonly portions: DeadLetterPortions,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Implements(listDeadLetters)
  async listDeadLetters({ query }: RequestOf<typeof listDeadLetters>): Promise<AnswerOf<typeof listDeadLetters>> {
    const { cursor, limit, state, ...asked } = query;
    const filter = { ...(await this.portions.filter(asked)), states: state };
    return pageOf(listDeadLetters, { cursor, limit }, (page) => this.letters.find(filter, page), shownLetter);
  }

  @Implements(listDeadLetterGroups)
  async listDeadLetterGroups({
    query: { limit, state, ...asked },
  }: RequestOf<typeof listDeadLetterGroups>): Promise<AnswerOf<typeof listDeadLetterGroups>> {
    const groups = await this.letters.groups({ ...(await this.portions.filter(asked)), states: state }, limit);
    return {
      items: groups.map((group) => ({
        ...group,
        firstAt: group.firstAt.toISOString(),
        lastAt: group.lastAt.toISOString(),
      })),
    };
  }

  @Implements(getDeadLetter)
  async getDeadLetter(
    { params: { id } }: RequestOf<typeof getDeadLetter>,
    { caller: { payloads } }: Call,
  ): Promise<AnswerOf<typeof getDeadLetter>> {
    const letter = await this.letters.get(id);
    const job = await this.dataSource.getRepository(JobRow).findOneBy({ id });
    const stack = job?.revision === letter.revision ? job.error?.stack : undefined;
    const shown = shownLetter(letter);
    return {
      ...shown,
      error: { ...shown.error, ...(stack === undefined ? {} : { stack }) },
      tags: job?.tags ?? [],
      ...(payloads ? { input: job?.input ?? null } : {}),
    };
  }

  @Implements(retryDeadLetter)
  async retryDeadLetter(
    { params: { id }, body: { reason } }: RequestOf<typeof retryDeadLetter>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof retryDeadLetter>> {
    await this.assertMay(caller, id);
    await this.letters.retry(id, reasonOf(caller, reason));
    return { id };
  }

  @Implements(retryJob)
  async retryJob(request: RequestOf<typeof retryJob>, call: Call): Promise<AnswerOf<typeof retryJob>> {
    return this.retryDeadLetter(request, call);
  }

  @Implements(resolveDeadLetter)
  async resolveDeadLetter(
    { params: { id }, body: { reason } }: RequestOf<typeof resolveDeadLetter>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof resolveDeadLetter>> {
    await this.assertMay(caller, id);
    await this.letters.close(id, 'resolved', { by: caller.name, because: reason });
    return { id };
  }

  @Implements(deleteDeadLetter)
  async deleteDeadLetter(
    { params: { id } }: RequestOf<typeof deleteDeadLetter>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof deleteDeadLetter>> {
    await this.letters.close(id, 'deleted', { by: caller.name });
    return { id };
  }

  @Implements(retryDeadLetters)
  async retryDeadLetters(
    { body: { reason, ...asked } }: RequestOf<typeof retryDeadLetters>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof retryDeadLetters>> {
    const why = reasonOf(caller, reason);
    return this.portions.each(retryDeadLetters, asked, caller, (id) => this.letters.retry(id, why));
  }

  @Implements(resolveDeadLetters)
  async resolveDeadLetters(
    { body: { reason, ...asked } }: RequestOf<typeof resolveDeadLetters>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof resolveDeadLetters>> {
    const why = { by: caller.name, because: reason };
    return this.portions.each(resolveDeadLetters, asked, caller, (id) => this.letters.close(id, 'resolved', why));
  }

  @Implements(flushDeadLetters)
  async flushDeadLetters(
    { body: { reason, ...asked } }: RequestOf<typeof flushDeadLetters>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof flushDeadLetters>> {
    const why = { by: caller.name, because: reason };
    return this.portions.each(flushDeadLetters, asked, caller, (id) => this.letters.close(id, 'deleted', why));
  }

  @Implements(retryDeadLetterGroup)
  async retryDeadLetterGroup(
    { params, body }: RequestOf<typeof retryDeadLetterGroup>,
    call: Call,
  ): Promise<AnswerOf<typeof retryDeadLetterGroup>> {
    return this.retryDeadLetters({ params: {}, query: {}, body: { ...body, ...params } }, call);
  }

  @Implements(resolveDeadLetterGroup)
  async resolveDeadLetterGroup(
    { params, body }: RequestOf<typeof resolveDeadLetterGroup>,
    call: Call,
  ): Promise<AnswerOf<typeof resolveDeadLetterGroup>> {
    return this.resolveDeadLetters({ params: {}, query: {}, body: { ...body, ...params } }, call);
  }

  /** @throws Forbidden for a publisher of other workloads */
  private async assertMay({ role, workloads }: Caller, id: string): Promise<void> {
    if (role !== 'publisher') return;
    const { workload } = await this.letters.get(id);
    if (!workloads.includes(workload))
      throw new Forbidden(`this key changes jobs of ${workloads.join(', ')} only, not of ${workload}`);
  }
}

function reasonOf({ name }: Caller, reason: string | undefined): string {
  return `retried by ${name}${reason === undefined ? '' : `: ${reason}`}`;
}

function shownLetter({
  closed,
  diedAt,
  ...letter
}: RecordedDeadLetter): AnswerOf<typeof listDeadLetters>['items'][number] {
  return {
    ...letter,
    diedAt: diedAt.toISOString(),
    closed: closed ? { at: closed.at.toISOString(), by: closed.by, reason: closed.because ?? null } : null,
  };
}
