import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { durationMs, type ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { broadcastMatchUpdate } from '../contracts/broadcast-match-update.js';
import { cleanUpOldMatches } from '../contracts/clean-up-old-matches.js';
import { MATCH_MESSAGES, matchMessage } from '../match/match-message.js';
import type { LiveScoresSettings } from '../settings.js';
import { OldMatches, takeOffBoard } from '../store/old-matches.js';

type Input = ParsedOf<(typeof cleanUpOldMatches)['input']>;

/** A match that ended shortly before midnight stays on the board for those who come home late. */
const ON_BOARD_MS = 6 * 3_600_000;
const MOST_OFF_BOARD = 5_000;

@Injectable()
@Handles(cleanUpOldMatches)
export class CleanUpOldMatches implements JobHandler<typeof cleanUpOldMatches> {
  constructor(
    @Inject(OldMatches) private readonly oldMatches: OldMatches,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: LiveScoresSettings,
  ) {}

  async run(_input: Input, job: JobContext<EntityManager>) {
    const now = Date.now();
    const removedFromBoard = await job.transaction(async (manager) => {
      const documents = await takeOffBoard(manager, new Date(now - ON_BOARD_MS), MOST_OFF_BOARD);
      const inputs = documents.map((document) => ({
        sport: document.sport,
        matchId: document.matchId,
        type: MATCH_MESSAGES.removed,
        message: matchMessage(document, {}),
        document: null,
      }));
      if (inputs.length > 0) await job.in(manager).enqueueMany(broadcastMatchUpdate, inputs, { priority: 'normal' });
      return inputs.length;
    });
    const age = durationMs(this.settings.LIVE_SCORES_CLEAN_UP_AFTER);
    const deleted = await this.oldMatches.deleteEndedBefore(new Date(now - age), job.signal);
    return { removedFromBoard, deleted };
  }
}
