import { Controller, Inject } from '@nestjs/common';
import {
  listAttempts,
  listJobs,
  listLogs,
  listTransitions,
  type AnswerOf,
  type RequestOf,
} from '@kickoff/api-contract';
import { JobSearch, JobTimeline } from '@kickoff/database';
import { RecordedJobs } from '../jobs/recorded-jobs.js';
import { shownJob } from '../jobs/shown-job.js';
import type { Call } from '../operations/call.js';
import { Implements } from '../operations/implements.js';
import { pageEndingAt } from '../operations/page-of.js';
import { API_PATH } from '../requests/api-path.js';
import { JobFilters } from './job-filters.js';

/** Finds jobs, and tells what became of one. */
@Controller(API_PATH)
export class SearchController {
  constructor(
    @Inject(JobSearch) private readonly search: JobSearch,
    @Inject(JobTimeline) private readonly timeline: JobTimeline,
    @Inject(JobFilters) private readonly filters: JobFilters,
    @Inject(RecordedJobs) private readonly jobs: RecordedJobs,
  ) {}

  @Implements(listJobs)
  async listJobs({ query }: RequestOf<typeof listJobs>, { caller }: Call): Promise<AnswerOf<typeof listJobs>> {
    const { cursor, limit, ...asked } = query;
    const filter = await this.filters.read(asked, caller);
    return pageEndingAt(
      listJobs,
      { cursor, limit },
      async (page) => {
        const { jobs: rows, next } = await this.search.find(filter, page);
        return { rows, next };
      },
      (job) => shownJob(job, caller),
    );
  }

  @Implements(listAttempts)
  async listAttempts(
    { params: { id }, query: { limit } }: RequestOf<typeof listAttempts>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof listAttempts>> {
    const { output } = await this.jobs.row(id);
    const attempts = await this.timeline.attempts(id, limit);
    return {
      items: attempts.map((run) => ({
        attempt: run.attempt,
        revision: run.revision,
        delivery: run.delivery,
        worker: run.worker,
        startedAt: run.startedAt?.toISOString() ?? null,
        endedAt: run.endedAt?.toISOString() ?? null,
        outcome: run.outcome,
        state: run.state,
        reason: run.reason,
        error: run.error,
        metrics: run.metrics ?? {},
        annotations: run.annotations ?? {},
        logs: run.logs ?? [],
        // A job has one output: that of the run by which it succeeded.
        ...(caller.payloads ? { output: run.outcome === 'succeeded' ? (output ?? null) : null } : {}),
      })),
    };
  }

  @Implements(listTransitions)
  async listTransitions({
    params: { id },
    query: { limit },
  }: RequestOf<typeof listTransitions>): Promise<AnswerOf<typeof listTransitions>> {
    await this.jobs.row(id);
    const transitions = await this.timeline.transitions(id, limit);
    return {
      items: transitions.map(({ state, at, revision, reason }) => ({ state, at: at.toISOString(), revision, reason })),
    };
  }

  @Implements(listLogs)
  async listLogs({ params: { id }, query }: RequestOf<typeof listLogs>): Promise<AnswerOf<typeof listLogs>> {
    await this.jobs.row(id);
    return { items: await this.timeline.lines(id, query) };
  }
}
