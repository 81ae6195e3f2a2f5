import { KickoffError } from '@kickoff/contracts';
import { migrationDifferences, PLATFORM_MIGRATIONS } from '@kickoff/database';
import { knownWorkers, queueStates, type KnownWorker, type QueueState } from '@kickoff/jobs';
import type { CommandContext } from '../cli/command-context.js';
import { installationStreams, type StreamStatus } from './installation-streams.js';

export interface Status {
  nats: { reachable: boolean; problem?: string; version?: string; server?: string; skewMs?: number };
  /** Undefined when no address is given. */
  postgres?: { reachable: boolean; problem?: string; version?: string; missingMigrations?: string[] };
  streams: StreamStatus[];
  queues: QueueState[];
  workers: KnownWorker[];
}

/** What can be told of both servers; one that does not answer leaves its part empty. */
export async function readStatus(context: CommandContext): Promise<Status> {
  const [nats, postgres] = await Promise.all([
    natsStatus(context),
    context.hasDatabase ? postgresStatus(context) : undefined,
  ]);
  return { ...nats, ...(postgres && { postgres }) };
}

async function natsStatus(context: CommandContext): Promise<Omit<Status, 'postgres'>> {
  try {
    const broker = await context.broker();
    const { version, server_name: server } = broker.connection.info ?? {};
    const [streams, queues, workers] = await Promise.all([
      installationStreams(broker),
      queueStates(broker),
      knownWorkers(broker),
    ]);
    return { nats: { reachable: true, version, server, skewMs: broker.clock.skewMs }, streams, queues, workers };
  } catch (error) {
    return { nats: { reachable: false, problem: outageOf(error) }, streams: [], queues: [], workers: [] };
  }
}

async function postgresStatus(context: CommandContext): Promise<Status['postgres']> {
  try {
    const database = await context.database();
    const [{ server_version: version }]: [{ server_version: string }] = await database.query('SHOW server_version');
    const { missing } = await migrationDifferences(database, [PLATFORM_MIGRATIONS]);
    return { reachable: true, version, missingMigrations: missing.map(({ name }) => name) };
  } catch (error) {
    return { reachable: false, problem: outageOf(error) };
  }
}

/** @throws what is no outage: a wrong setting, a bug */
function outageOf(error: unknown): string {
  if (error instanceof KickoffError && error.fault === 'operational') return error.message;
  throw error;
}
