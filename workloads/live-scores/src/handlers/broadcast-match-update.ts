import { Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { broadcastMatchUpdate } from '../contracts/broadcast-match-update.js';
import { matchChannel } from '../match/match-message.js';

type Input = ParsedOf<(typeof broadcastMatchUpdate)['input']>;

@Injectable()
@Handles(broadcastMatchUpdate)
export class BroadcastMatchUpdate implements JobHandler<typeof broadcastMatchUpdate> {
  async run({ type, message, document }: Input, job: JobContext): Promise<void> {
    await job.broadcast(matchChannel(message), type, message, { document });
  }
}
