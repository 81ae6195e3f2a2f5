import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { processMatchEvents } from '../contracts/process-match-events.js';
import { IN_PLAY_PHASES } from '../match/match-document.js';
import { announceEvents } from '../processing/announce-events.js';
import { sportAdapter } from '../sports/sports.js';
import { clearPending, lockMatch } from '../store/match-store.js';

type Input = ParsedOf<(typeof processMatchEvents)['input']>;

const NOTHING = { stored: 0, removed: 0, announced: 0 };

@Injectable()
@Handles(processMatchEvents)
export class ProcessMatchEvents implements JobHandler<typeof processMatchEvents> {
  async run({ sport, matchId, revision }: Input, job: JobContext<EntityManager>) {
    if (!sportAdapter(sport).hasEvents) return NOTHING;
    return job.transaction(async (manager) => {
      const stored = await lockMatch(manager, sport, matchId);
      // A later poll has already done it, before it added its own.
      if (!stored?.pending || stored.pending.revision > revision) return NOTHING;
      const priority = IN_PLAY_PHASES.includes(stored.document.status.phase) ? 'critical' : 'normal';
      const done = await announceEvents(manager, stored, job.in(manager), priority);
      await clearPending(manager, sport, matchId);
      return done;
    });
  }
}
