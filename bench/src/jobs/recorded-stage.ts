import { join } from 'node:path';
import { Platform } from '@kickoff/embedded';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { Pool } from 'pg';
import { benchWorkload, noOp } from './no-op.js';
import { until } from './until.js';

/** Each look costs the database time that is measured. */
const LOOK_EVERY_MS = 50;

/** A server of its own for jobs, and the recorder service that keeps a record of them in PostgreSQL. */
export class RecordedStage {
  private constructor(
    private readonly platform: Platform,
    private readonly broker: Broker,
    private readonly database: Pool,
    readonly client: JobClient,
  ) {}

  /** `databaseUrl` names an empty database. */
  static async start(directory: string, databaseUrl: string): Promise<RecordedStage> {
    const platform = await Platform.start({
      directory: join(directory, 'recorded'),
      databaseUrl,
      services: ['recorder'],
      environment: () => ({ KICKOFF_LOG_LEVEL: 'warn' }),
    });
    const broker = await Broker.connect({ servers: platform.addresses.nats, name: 'bench' });
    await applyTopology(broker, [benchWorkload]);
    const database = new Pool({ connectionString: databaseUrl, max: 1 });
    return new RecordedStage(platform, broker, database, new JobClient(broker));
  }

  /** Address of the NATS server. */
  get url(): string {
    return this.platform.addresses.nats;
  }

  /** Forgets every job and all that was recorded. */
  async empty(): Promise<void> {
    await this.broker.manager.streams.purge('JOBS_bench');
    await this.database.query('truncate kickoff.job_states, kickoff.job_envelopes, kickoff.job_history');
  }

  /** Waits until the record shows so many jobs in this state and none in another. */
  async recorded(state: 'queued' | 'succeeded', jobs: number): Promise<void> {
    const isComplete = async () => (await this.none(state)) && (await this.count(state)) >= jobs;
    await until(isComplete, 'the record was not complete', LOOK_EVERY_MS);
  }

  /** How many recorded jobs have this in their input. */
  async withInput(part: Record<string, unknown>): Promise<number> {
    const sql = 'select count(*)::int as jobs from kickoff.jobs where type = $1 and input @> $2::jsonb';
    return (await this.database.query<{ jobs: number }>(sql, [noOp.type, JSON.stringify(part)])).rows[0]!.jobs;
  }

  async stop(): Promise<void> {
    await this.database.end();
    await this.broker.close();
    await this.platform.stop();
  }

  /** Whether no job is in another state: costs the database one look at an index. */
  private async none(otherThan: string): Promise<boolean> {
    const sql = 'select from kickoff.job_states where state <> $1 limit 1';
    return (await this.database.query(sql, [otherThan])).rowCount === 0;
  }

  private async count(state: string): Promise<number> {
    const sql = 'select count(*)::int as jobs from kickoff.job_states where state = $1';
    return (await this.database.query<{ jobs: number }>(sql, [state])).rows[0]!.jobs;
  }
}
