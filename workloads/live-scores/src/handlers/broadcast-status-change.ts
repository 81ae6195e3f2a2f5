import { Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { broadcastStatusChange } from '../contracts/broadcast-status-change.js';
import { MATCH_MESSAGES, matchChannel } from '../match/match-message.js';

type Input = ParsedOf<(typeof broadcastStatusChange)['input']>;

@Injectable()
@Handles(broadcastStatusChange)
export class BroadcastStatusChange implements JobHandler<typeof broadcastStatusChange> {
  async run({ message, document }: Input, job: JobContext): Promise<void> {
    await job.broadcast(matchChannel(message), MATCH_MESSAGES.statusChanged, message, { document });
  }
}
