import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { pollLiveMatches } from '../contracts/poll-live-matches.js';
import { PollMatches } from '../polling/poll-matches.js';

type Input = ParsedOf<(typeof pollLiveMatches)['input']>;

@Injectable()
@Handles(pollLiveMatches)
export class PollLiveMatches implements JobHandler<typeof pollLiveMatches> {
  constructor(@Inject(PollMatches) private readonly polls: PollMatches) {}

  run({ sport }: Input, job: JobContext) {
    return this.polls.live(sport, job);
  }
}
