import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { pruneAnalyses } from '../contracts/prune-analyses.js';
import { AnalysisStore } from '../store/analysis-store.js';
import { GitHubResponseStore } from '../store/github-response-store.js';
import { RequestStore } from '../store/request-store.js';

type Input = ParsedOf<(typeof pruneAnalyses)['input']>;

/** Requests are counted for a day at most. */
const REQUEST_HOURS = 24;
/** Profiles that nobody asks for again are not worth their responses. */
const RESPONSE_DAYS = 30;

@Injectable()
@Handles(pruneAnalyses)
export class PruneAnalyses implements JobHandler<typeof pruneAnalyses> {
  constructor(
    @Inject(AnalysisStore) private readonly analyses: AnalysisStore,
    @Inject(RequestStore) private readonly requests: RequestStore,
    @Inject(GitHubResponseStore) private readonly responses: GitHubResponseStore,
  ) {}

  async run({ daysToKeep }: Input, job: JobContext) {
    const pruned = {
      analyses: await this.analyses.prune(daysToKeep),
      requests: await this.requests.prune(REQUEST_HOURS),
      responses: await this.responses.prune(RESPONSE_DAYS),
    };
    job.log.info('pruned old data', pruned);
    return pruned;
  }
}
