import type { AnyContract, StandardSchemaV1 } from '@kickoff/contracts';
import { withFailed } from '../middleware/wrap-handler.js';
import type { BatchHandler, BatchOutcome, HandledJob, JobHandler } from '../worker/handler.js';
import type { JobBatch } from '../worker/job-batch.js';
import { Redactor } from './redactor.js';
import type { SealingKeys } from './sealing-keys.js';
import { openFields, valuesAt } from './sensitive-fields.js';

/**
 * A handler of a contract with sensitive fields: sees them clear, while nothing that is kept of its run does. Sealed fields
 * are opened as part of the input's validation; what the handler logs, returns and throws is cleaned of their values.
 */
export function sealedHandler({ contract, handler }: HandledJob, keys: SealingKeys): HandledJob {
  const secrets = new WeakMap<object, unknown[]>();
  const redactorFor = (input: unknown): Redactor => {
    const opened = typeof input === 'object' && input !== null ? secrets.get(input) : undefined;
    return new Redactor([...(opened ?? []), ...valuesAt(input, contract.sensitive!)]);
  };
  const wrapped: JobHandler | BatchHandler =
    'runMany' in handler
      ? { runMany: (batch) => batchRedacted(batch, redactorFor, () => handler.runMany(batch)) }
      : { run: (input: unknown, job) => redacted(redactorFor(input), job, () => handler.run(input, job)) };
  return {
    contract: { ...contract, input: openingSchema(contract, keys, secrets) },
    handler: withFailed(handler, wrapped),
  };
}

/** Cleans what a run says, returns and throws. */
export async function redacted(
  redactor: Redactor,
  job: { redactor: Redactor | undefined },
  run: () => unknown,
): Promise<unknown> {
  job.redactor = redactor;
  try {
    return redactor.value(await run());
  } catch (error) {
    throw redactor.value(error);
  }
}

/** The same for a batch, each job with its own values; what is thrown for all is cleaned of everybody's. */
async function batchRedacted(
  batch: JobBatch,
  redactorFor: (input: unknown) => Redactor,
  run: () => Promise<readonly BatchOutcome[]>,
): Promise<readonly BatchOutcome[]> {
  const redactors = batch.jobs.map(({ input, job }) => (job.redactor = redactorFor(input)));
  try {
    return (await run()).map((outcome, index): BatchOutcome => {
      const redactor = redactors[index]!;
      return outcome.status === 'fulfilled'
        ? { status: 'fulfilled', value: redactor.value(outcome.value) }
        : { status: 'rejected', reason: redactor.value(outcome.reason) };
    });
  } catch (error) {
    throw redactors.reduce((clean, redactor) => redactor.value(clean), error);
  }
}

/** The contract's schema over the input with its sealed fields opened. */
function openingSchema(
  { input, workload }: AnyContract,
  keys: SealingKeys,
  secrets: WeakMap<object, unknown[]>,
): StandardSchemaV1 {
  const schema = (input as StandardSchemaV1)['~standard'];
  const remember = (result: StandardSchemaV1.Result<unknown>, opened: unknown[]) => {
    if (!result.issues && typeof result.value === 'object' && result.value !== null) secrets.set(result.value, opened);
    return result;
  };
  return {
    '~standard': {
      version: 1,
      vendor: 'kickoff',
      validate: (sealed: unknown) => {
        const opened: unknown[] = [];
        const result = schema.validate(openFields(sealed, workload, keys, opened));
        return result instanceof Promise ? result.then((each) => remember(each, opened)) : remember(result, opened);
      },
    },
  };
}
