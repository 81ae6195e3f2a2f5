import { Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { broadcastMatchEvent } from '../contracts/broadcast-match-event.js';
import { MATCH_MESSAGES, matchChannel } from '../match/match-message.js';

type Input = ParsedOf<(typeof broadcastMatchEvent)['input']>;

@Injectable()
@Handles(broadcastMatchEvent)
export class BroadcastMatchEvent implements JobHandler<typeof broadcastMatchEvent> {
  async run({ message, document }: Input, job: JobContext): Promise<void> {
    await job.broadcast(matchChannel(message), MATCH_MESSAGES.event, message, { document });
  }
}
