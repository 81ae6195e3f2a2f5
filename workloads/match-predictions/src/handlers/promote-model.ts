import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Unrecoverable, type ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { fitModel } from '../contracts/fit-model.js';
import { generatePredictions } from '../contracts/generate-predictions.js';
import { promoteModel } from '../contracts/promote-model.js';
import { CHANNELS } from '../contracts/shapes.js';
import { lockedChallenger, lockedChampion, settleChallenger } from '../store/model-store.js';
import { validationScore } from '../training/fit-model.js';

type Input = ParsedOf<(typeof promoteModel)['input']>;

/** The version that the training before this job gave. */
async function trainedVersion(job: JobContext<EntityManager>): Promise<number> {
  for await (const { output } of job.parents.of(fitModel)) if (output) return output.version;
  throw new Unrecoverable('no training came before and no version is named: retrain-model trains one');
}

@Injectable()
@Handles(promoteModel)
export class PromoteModel implements JobHandler<typeof promoteModel> {
  async run(input: Input, job: JobContext<EntityManager>) {
    const version = input.version ?? (await trainedVersion(job));
    return job.transaction(async (manager) => {
      const champion = await lockedChampion(manager);
      const challenger = await lockedChallenger(manager, version);
      if (!challenger) throw new Unrecoverable(`version ${version} of the model is no challenger`);
      const { weights, validationSet } = challenger;
      const validation = {
        matches: validationSet.length,
        challenger: validationScore(weights, validationSet),
        champion: champion ? validationScore(champion.weights, validationSet) : null,
      };
      const isChampion = validation.champion === null || (validation.challenger ?? Infinity) <= validation.champion;
      const model = await settleChallenger(manager, { version, validation, isChampion });
      const told = job.in(manager);
      await told.broadcast(CHANNELS.models, isChampion ? 'model.promoted' : 'model.rejected', model, {
        document: model,
      });
      await told.enqueue(generatePredictions, {});
      return model;
    });
  }
}
