import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { fitModel } from '../contracts/fit-model.js';
import { generatePredictions } from '../contracts/generate-predictions.js';
import { promoteModel } from '../contracts/promote-model.js';
import { CHANNELS } from '../contracts/shapes.js';
import { lockedChampion, storeModel, storeRatings } from '../store/model-store.js';
import { validationScore, type FittedModel } from '../training/fit-model.js';
import { Unrecoverable } from '@kickoff/contracts';

type Input = ParsedOf<(typeof promoteModel)['input']>;

/** What the training that it follows gave. */
async function trained(job: JobContext<EntityManager>): Promise<FittedModel> {
  for await (const { output } of job.parents.of(fitModel)) if (output) return output;
  throw new Unrecoverable('there is no trained model: retrain-model has it trained first');
}

@Injectable()
@Handles(promoteModel)
export class PromoteModel implements JobHandler<typeof promoteModel> {
  async run(_input: Input, job: JobContext<EntityManager>) {
    const fitted = await trained(job);
    return job.transaction(async (manager) => {
      const champion = await lockedChampion(manager);
      const validation = {
        matches: fitted.validation.length,
        challenger: validationScore(fitted.weights, fitted.validation),
        champion: champion ? validationScore(champion.weights, fitted.validation) : null,
      };
      const { weights, trainedOn, trainedUntil } = fitted;
      const isChampion = validation.champion === null || (validation.challenger ?? Infinity) <= validation.champion;
      const model = await storeModel(manager, { weights, trainedOn, trainedUntil, validation, isChampion });
      await storeRatings(manager, fitted.ratings);
      const told = job.in(manager);
      await told.broadcast(CHANNELS.models, isChampion ? 'model.promoted' : 'model.rejected', model, {
        document: model,
      });
      await told.enqueue(generatePredictions, {});
      return model;
    });
  }
}
