import { Controller, Inject } from '@nestjs/common';
import {
  abortOperation,
  actOnJobs,
  getOperation,
  listOperations,
  type AnswerOf,
  type RequestOf,
} from '@kickoff/api-contract';
import { jobSubject, NotFound, NO_KEY, runOperation, TooLate } from '@kickoff/contracts';
import { OperationStore, type StoredOperation } from '@kickoff/database';
import { JobClient } from '@kickoff/jobs';
import type { Call } from '../operations/call.js';
import { Implements } from '../operations/implements.js';
import { pageOf } from '../operations/page-of.js';
import { API_PATH } from '../requests/api-path.js';
import { OperationStarter } from './operation-starter.js';
import { shownOperation } from './shown-operation.js';

/** What is done to all jobs of a filter. */
@Controller(API_PATH)
export class OperationsController {
  constructor(
    @Inject(JobClient) private readonly client: JobClient,
    @Inject(OperationStarter) private readonly starter: OperationStarter,
    @Inject(OperationStore) private readonly operations: OperationStore,
  ) {}

  @Implements(actOnJobs)
  async actOnJobs({ body }: RequestOf<typeof actOnJobs>, call: Call): Promise<AnswerOf<typeof actOnJobs>> {
    return this.starter.start(body, call);
  }

  @Implements(listOperations)
  async listOperations(
    { query }: RequestOf<typeof listOperations>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof listOperations>> {
    return pageOf(
      listOperations,
      query,
      (page) => this.operations.list(page),
      (operation) => shownOperation(operation, caller),
    );
  }

  @Implements(getOperation)
  async getOperation(
    { params: { id } }: RequestOf<typeof getOperation>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof getOperation>> {
    return shownOperation(await this.find(id), caller);
  }

  @Implements(abortOperation)
  async abortOperation({ params: { id } }: RequestOf<typeof abortOperation>): Promise<AnswerOf<typeof abortOperation>> {
    if ((await this.find(id)).endedAt) throw new TooLate(`operation ${id} has already ended`);
    const { workload, name, queue, priority } = runOperation;
    const subject = jobSubject({ workload, place: 'ready', queue, priority, name, key: NO_KEY, id });
    return { id, outcome: await this.client.cancel({ id, subject }, 'aborted') };
  }

  /** @throws NotFound */
  private async find(id: string): Promise<StoredOperation> {
    const operation = await this.operations.find(id);
    if (operation) return operation;
    throw new NotFound(`there is no operation ${id}`);
  }
}
