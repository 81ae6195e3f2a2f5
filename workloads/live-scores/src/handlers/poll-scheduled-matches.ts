import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { pollScheduledMatches } from '../contracts/poll-scheduled-matches.js';
import { PollMatches } from '../polling/poll-matches.js';

type Input = ParsedOf<(typeof pollScheduledMatches)['input']>;

@Injectable()
@Handles(pollScheduledMatches)
export class PollScheduledMatches implements JobHandler<typeof pollScheduledMatches> {
  constructor(@Inject(PollMatches) private readonly polls: PollMatches) {}

  run({ sport }: Input, job: JobContext) {
    return this.polls.scheduled(sport, job);
  }
}
