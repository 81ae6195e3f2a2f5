import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { Platform } from '@kickoff/embedded';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { MeasuredWorker } from './measured-worker.js';
import { until } from './until.js';
import { SCHEDULED_STREAM, scheduledWorkload } from './scheduled-jobs.js';

/** A server of its own for the jobs of `scheduledWorkload`, and the scheduler service, which keeps limits and passes on cancels. */
export class ScheduledStage {
  private constructor(
    private readonly platform: Platform,
    private readonly broker: Broker,
    readonly client: JobClient,
  ) {}

  /** Keeps its data in a new folder of `directory`; `databaseUrl` names an empty database. */
  static async start(directory: string, databaseUrl: string): Promise<ScheduledStage> {
    const platform = await Platform.start({
      directory: await mkdtemp(join(directory, 'scheduled-')),
      databaseUrl,
      services: ['scheduler'],
      environment: () => ({ KICKOFF_LOG_LEVEL: 'warn' }),
    });
    const broker = await Broker.connect({ servers: platform.addresses.nats, name: 'bench' });
    await applyTopology(broker, [scheduledWorkload]);
    return new ScheduledStage(platform, broker, new JobClient(broker));
  }

  /** Runs `work` with workers in processes of their own, which take no jobs yet, and kills them afterwards. */
  async withWorkers<T>(
    { count, slots }: { count: number; slots: number },
    work: (workers: MeasuredWorker[]) => Promise<T>,
  ): Promise<T> {
    const workers: MeasuredWorker[] = [];
    const opening = { url: this.platform.addresses.nats, slots };
    try {
      while (workers.length < count) workers.push(await MeasuredWorker.start(opening));
      return await work(workers);
    } finally {
      for (const worker of workers) worker.kill();
    }
  }

  /** Forgets all jobs. */
  async empty(): Promise<void> {
    await this.broker.manager.streams.purge(SCHEDULED_STREAM);
  }

  /** Jobs that have not ended, those that run among them. */
  async unfinished(): Promise<number> {
    return (await this.broker.manager.streams.info(SCHEDULED_STREAM)).state.messages;
  }

  /** Resolves when every job has ended and is acked. */
  async workedOff(): Promise<void> {
    await until(async () => (await this.unfinished()) === 0, 'the jobs were not worked off');
  }

  async stop(): Promise<void> {
    await this.broker.close();
    await this.platform.stop();
  }
}
