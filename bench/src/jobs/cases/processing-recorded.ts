import { compare } from '../../compare.js';
import { bullmqPostgres } from '../../rivals/bullmq-postgres.js';
import { graphileWorker } from '../../rivals/graphile-worker.js';
import { pgBoss } from '../../rivals/pg-boss.js';
import { freshRivals } from '../../rivals/rival-process.js';
import { jobsPerSecond } from '../contender-process.js';
import type { JobsCase } from '../jobs-stage.js';
import { inputs, noOp } from '../no-op.js';
import { RecordedStage } from '../recorded-stage.js';

const JOBS = 30_000;
/** Of a rival that needs half a minute for more. */
const FEWER_JOBS = 10_000;

/**
 * Waiting jobs that the record knows, worked off by one process until PostgreSQL shows the last of them as succeeded and
 * finds it by its input; next to the rivals that keep history in PostgreSQL, and to Graphile Worker, which keeps none.
 */
export const processingRecorded: JobsCase = {
  name: 'process-recorded',
  run: async ({ directory, rivals, rounds }) => {
    const stage = await RecordedStage.start(directory, await rivals.database());
    const many = inputs(JOBS);
    const fill = async () => {
      await stage.client.enqueueMany(noOp, many);
      await stage.recorded('queued', JOBS);
    };
    const recorded = async () => {
      await stage.recorded('succeeded', JOBS);
      if ((await stage.withInput({ number: JOBS - 1 })) !== 1) throw new Error('the last job is not in the record');
    };
    const round = async () => {
      await stage.empty();
      return jobsPerSecond({ contender: 'kickoff', url: stage.url, count: JOBS }, fill, recorded);
    };
    try {
      return [
        await compare({ suite: 'jobs', case: 'process-recorded', unit: 'jobs/s', rounds }, [
          { name: 'kickoff', round },
          ...freshRivals(rivals, [pgBoss, graphileWorker], { kind: 'process', jobs: JOBS }),
          ...freshRivals(rivals, [bullmqPostgres], { kind: 'process', jobs: FEWER_JOBS }),
        ]),
      ];
    } finally {
      await stage.stop();
    }
  },
};
