import { Inject, Injectable } from '@nestjs/common';
import { JobClient, type FailedJob } from '@kickoff/jobs';
import { AnalysisSubject } from '../contracts/analysis-subject.js';
import { reportFailure } from '../contracts/report-failure.js';

const LONGEST_ERROR = 2_000;

/** What handlers do when a job on an analysis is dead. */
@Injectable()
export class FailedAnalyses {
  constructor(@Inject(JobClient) private readonly jobs: JobClient) {}

  /** By a job of its own, which is tried again while PostgreSQL is away. */
  async report({ message }: Error, { input }: FailedJob): Promise<void> {
    const { analysisId, username } = AnalysisSubject.parse(input);
    await this.jobs.enqueue(reportFailure, { analysisId, username, error: message.slice(0, LONGEST_ERROR) });
  }
}
