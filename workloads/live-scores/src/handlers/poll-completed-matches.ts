import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { pollCompletedMatches } from '../contracts/poll-completed-matches.js';
import { PollMatches } from '../polling/poll-matches.js';

type Input = ParsedOf<(typeof pollCompletedMatches)['input']>;

@Injectable()
@Handles(pollCompletedMatches)
export class PollCompletedMatches implements JobHandler<typeof pollCompletedMatches> {
  constructor(@Inject(PollMatches) private readonly polls: PollMatches) {}

  run({ sport }: Input, job: JobContext) {
    return this.polls.completed(sport, job);
  }
}
