import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { DatabaseUnavailable, type AnyContract } from '@kickoff/contracts';
import {
  asDatabaseError,
  connectDataSource,
  createDataSource,
  PostgresRecordLookup,
  TypeOrmTransactions,
} from '@kickoff/database';
import { Broker, handle, Unrecoverable, Worker, type HandledJob, type JobContext } from '@kickoff/jobs';
import {
  chaos,
  failFirst,
  followUp,
  giveUp,
  holdKey,
  keepOrder,
  refuse,
  runOnce,
  storeEffect,
  type ChaosWorkerOptions,
} from './chaos-workload.js';
import { flowStep } from './chaos-flows.js';
import { askUpstream, holdFew, holdOfKey } from './chaos-limits.js';
import { note } from '../judge/ledger.js';

/** A worker in a process of its own, to be killed. Argument: `ChaosWorkerOptions` as JSON. */

const SLOTS = 20;

const options = JSON.parse(process.argv[2]!) as ChaosWorkerOptions;
const connection = { servers: options.nats, name: `chaos-${process.pid}`, waitForServer: true };
const dataSource = createDataSource({ url: options.postgres, name: 'chaos-worker', poolSize: 5 });
await connectDataSource(dataSource);
const broker = await Broker.connect(connection);

let runs = 0;

/** Notes the begin and, when it returns, the end of each run. */
function noted<C extends AnyContract>(
  contract: C,
  run: (input: never, job: JobContext<EntityManager>) => unknown,
  hooks: Pick<HandledJob['handler'], 'failed'> = {},
): HandledJob {
  const handled = handle(contract, async (input, job) => {
    runs += 1;
    const entry = {
      run: runs,
      id: job.id,
      type: job.type,
      attempt: job.attempt,
      input: input as Record<string, unknown>,
    };
    note(options.ledger, { what: 'begin', ...entry });
    const output = await run(input as never, job as JobContext<EntityManager>);
    note(options.ledger, { what: 'end', ...entry });
    return output;
  });
  return { contract: handled.contract, handler: { ...handled.handler, ...hooks } };
}

function failSoOften({ failures }: { failures: number }, job: JobContext<EntityManager>): void {
  if (job.attempt <= failures) throw new Error(`attempt ${job.attempt} fails`);
}

const worker = new Worker<EntityManager>({
  connection,
  broker,
  workload: chaos,
  queues: [{ name: 'work', slots: SLOTS }],
  transactions: new TypeOrmTransactions(dataSource, broker.connection),
  record: new PostgresRecordLookup(dataSource),
  isOutage: (error) => asDatabaseError(error) instanceof DatabaseUnavailable,
  handlers: [
    noted(runOnce, () => undefined),
    noted(failFirst, failSoOften),
    noted(
      giveUp,
      () => {
        throw new Error('never works');
      },
      {
        failed: (_, { id, type, attempt, input }) =>
          note(options.ledger, {
            what: 'failed-hook',
            run: 0,
            id,
            type,
            attempt,
            input: input as Record<string, unknown>,
          }),
      },
    ),
    noted(refuse, () => {
      throw new Unrecoverable('is not worth a second attempt');
    }),
    noted(storeEffect, (_: unknown, job) =>
      job.transaction(async (manager) => {
        await manager.query('INSERT INTO chaos.effects (job_id) VALUES ($1)', [job.id]);
        await job.in(manager).enqueue(followUp, { parent: job.id });
      }),
    ),
    noted(followUp, () => undefined),
    noted(keepOrder, failSoOften),
    noted(holdKey, () => undefined),
    ...[askUpstream, holdFew, holdOfKey].map((contract) => noted(contract, ({ ms }: { ms: number }) => sleep(ms))),
    noted(flowStep, failSoOften),
  ],
});
await worker.start();
process.send?.('started');
