import { Inject, Injectable } from '@nestjs/common';
import { actOnJobs, type AnswerOf, type RequestOf } from '@kickoff/api-contract';
import { CountDiffers, Forbidden, RequestInvalid, runOperation, type JobAction } from '@kickoff/contracts';
import { BULK_ACTIONS, filterFor, JobSearch, OperationStore, type JobFilter } from '@kickoff/database';
import { JobClient, newJobId, requestedJobId } from '@kickoff/jobs';
import { DataSource } from 'typeorm';
import type { Caller } from '../access/caller.js';
import { shownJob } from '../jobs/shown-job.js';
import type { Call } from '../operations/call.js';
import { JobFilters, type AskedFilter, type FilterPlace } from '../search/job-filters.js';
import { shownOperation } from './shown-operation.js';

const SAMPLE = 10;
const IN_BODY: FilterPlace = { operation: actOnJobs.id, path: 'body.filter' };
type Answer = AnswerOf<typeof actOnJobs>;

interface Order extends Omit<RequestOf<typeof actOnJobs>['body'], 'dryRun'> {
  dryRun?: boolean;
  /** So many jobs the filter must describe. */
  confirmed?: number;
}

/** Counts what an operation would be done to, and starts it. */
@Injectable()
export class OperationStarter {
  constructor(
    @Inject(JobClient) private readonly client: JobClient,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(JobFilters) private readonly filters: JobFilters,
    @Inject(JobSearch) private readonly search: JobSearch,
    @Inject(OperationStore) private readonly operations: OperationStore,
  ) {}

  /** @throws Forbidden, RequestInvalid, SearchInvalid, CountDiffers, DatabaseUnavailable */
  async start({ action, filter: asked, dryRun, confirmed }: Order, call: Call): Promise<Answer> {
    const { caller, once } = call;
    assertMay(action, caller);
    const own = limited(asked, caller);
    const now = this.client.clock.now();
    const filter = await this.filterOf(action, own, { caller, now });
    const before = once ? requestedJobId(once.id, once.firstAt.getTime(), 0) : newJobId(now);
    const jobs = await this.search.count(filter, { before });
    if (confirmed !== undefined && confirmed !== jobs) throw new CountDiffers(jobs, confirmed);
    const { jobs: sample } = await this.search.find(filter, { before, limit: SAMPLE });
    const answer = { jobs, sample: sample.map((job) => shownJob(job, caller)) };
    if (dryRun) return { ...answer, operation: null };
    return { ...answer, operation: await this.store(before, { action, asked: own, filter, total: jobs }, now, call) };
  }

  /** The operation and its job are stored together or not at all. */
  private async store(
    id: string,
    { action, asked, filter, total }: { action: JobAction; asked: AskedFilter; filter: JobFilter; total: number },
    now: number,
    { caller, requestId }: Call,
  ): Promise<Answer['operation']> {
    await this.dataSource.transaction(async (manager) => {
      const askedAt = new Date(now);
      const { keyId, name: who } = caller;
      await this.operations.add(manager, { id, action, asked, filter, askedAt, keyId, who, requestId, total });
      const input = { action: action.name, reason: action.reason };
      await this.client.in(manager).enqueue(runOperation, input, { id, tags: [`action:${action.name}`] });
    });
    return shownOperation((await this.operations.find(id))!, caller);
  }

  private async filterOf(
    { name }: JobAction,
    asked: AskedFilter,
    { caller, now }: { caller: Caller; now: number },
  ): Promise<JobFilter> {
    const filter = filterFor(name, await this.filters.read(asked, caller, IN_BODY), now);
    if (filter) return filter;
    const message = `${name} is for jobs that are ${BULK_ACTIONS[name].states.join(', ')}`;
    throw new RequestInvalid(actOnJobs.id, [{ path: 'body.filter.state', message }]);
  }
}

/** What a publisher may do to one job it may do to many. @throws Forbidden */
function assertMay({ name }: JobAction, { role }: Caller): void {
  if (role === 'publisher' && name === 'delete')
    throw new Forbidden('body.action.name: a publisher deletes no jobs; use the key of an operator');
}

/** A publisher's filter is of its own workloads. @throws Forbidden when it names others */
function limited(asked: AskedFilter, { role, workloads }: Caller): AskedFilter {
  if (role !== 'publisher') return asked;
  const foreign = asked.workload?.find((workload) => !workloads.includes(workload));
  if (foreign === undefined) return { ...asked, workload: asked.workload ?? [...workloads] };
  throw new Forbidden(`body.filter.workload: this key is for ${workloads.join(', ')} only, not for ${foreign}`);
}
