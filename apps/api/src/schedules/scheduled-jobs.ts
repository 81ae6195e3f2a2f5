import { Inject, Injectable } from '@nestjs/common';
import { ConfigurationInvalid, InputInvalid, type AnyContract } from '@kickoff/contracts';
import { hasKey, JobClient } from '@kickoff/jobs';
import { KnownContracts } from '../types/known-contracts.js';

/** The jobs that schedules make: by the type's code, else by what its workers announced. */
@Injectable()
export class ScheduledJobs {
  constructor(
    @Inject(KnownContracts) private readonly contracts: KnownContracts,
    @Inject(JobClient) private readonly client: JobClient,
  ) {}

  /** @throws UnknownJobType, ConfigurationInvalid */
  async contract(type: string): Promise<AnyContract> {
    const known = await this.contracts.find(type);
    if (known.from === 'registry' && hasKey(known.announced))
      throw new ConfigurationInvalid(
        type,
        'has a key that only its code can make of the input; schedule a job that enqueues it',
      );
    const contract = known.from === 'code' ? known.contract : known.contractFor(undefined);
    if (contract.sensitive)
      throw new ConfigurationInvalid(
        type,
        'has sensitive fields, which a schedule would keep clear; schedule a job that enqueues it',
      );
    return contract;
  }

  /** Builds the message that a firing would publish. @throws InputInvalid naming fields of the request */
  async assertInput(contract: AnyContract, input: unknown): Promise<void> {
    try {
      await this.client.message(contract, input, {});
    } catch (error) {
      if (!(error instanceof InputInvalid)) throw error;
      const issues = error.issues.map(({ path, message }) => ({
        path: ['body.input', path].filter(Boolean).join('.'),
        message,
      }));
      throw new InputInvalid(error.jobType, issues);
    }
  }
}
