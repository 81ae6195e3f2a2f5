import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { generatePredictions } from '../contracts/generate-predictions.js';
import { rollBackModel } from '../contracts/roll-back-model.js';
import { CHANNELS } from '../contracts/shapes.js';
import { rollBack } from '../store/model-store.js';
import { Unrecoverable } from '@kickoff/contracts';

type Input = ParsedOf<(typeof rollBackModel)['input']>;

@Injectable()
@Handles(rollBackModel)
export class RollBackModel implements JobHandler<typeof rollBackModel> {
  run({ version }: Input, job: JobContext<EntityManager>) {
    return job.transaction(async (manager) => {
      const model = await rollBack(manager, version);
      if (!model) {
        const which = version === undefined ? 'there is no former version' : `version ${version} is no former version`;
        throw new Unrecoverable(`${which} of the model to go back to`);
      }
      const told = job.in(manager);
      await told.broadcast(CHANNELS.models, 'model.rolled-back', model, { document: model });
      await told.enqueue(generatePredictions, {});
      return model;
    });
  }
}
