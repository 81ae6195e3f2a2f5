import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { BatchHandler, JobBatch } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { processMatchEvents } from '../contracts/process-match-events.js';
import { IN_PLAY_PHASES } from '../match/match-document.js';
import { announceEvents } from '../processing/announce-events.js';
import { processMatches } from '../processing/process-matches.js';
import { sportAdapter } from '../sports/sports.js';

const NOTHING = { stored: 0, removed: 0, announced: 0 };

@Injectable()
@Handles(processMatchEvents)
export class ProcessMatchEvents implements BatchHandler<typeof processMatchEvents> {
  runMany(batch: JobBatch<typeof processMatchEvents, EntityManager>) {
    return processMatches(batch, async ({ input }, { stored, writes, outbox }) => {
      if (!sportAdapter(input.sport).hasEvents) return NOTHING;
      // A later poll has already done it, before it added its own.
      if (!stored?.pending || stored.pending.revision > input.revision) return NOTHING;
      const priority = IN_PLAY_PHASES.includes(stored.document.status.phase) ? 'critical' : 'normal';
      const done = await announceEvents(stored, { writes, outbox }, priority);
      writes.clearPending(input);
      return done;
    });
  }
}
