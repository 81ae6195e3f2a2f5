import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Platform } from '@kickoff/embedded';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { startServers, type ChaosServers } from './chaos-servers.js';
import { chaos } from './chaos-workload.js';

/**
 * The broker waits so long for a job whose worker was killed. Shorter than the platform's own 30 s, which would only make the
 * test longer, and longer than a busy machine holds up a process: jobs would be delivered again that nobody killed.
 */
const ACK_WAIT_MS = 20_000;

/** What a run is made with. */
export interface ChaosStage {
  servers: ChaosServers;
  platform: Platform;
  broker: Broker;
  jobs: JobClient;
  sql: pg.Pool;
  /** Path of the file that handlers write to. */
  ledger: string;
}

/** @param ends gets what ends it, to be called in reverse */
export async function setUpChaos(size: 1 | 3, ends: (() => unknown)[]): Promise<ChaosStage> {
  const directory = await mkdtemp(join(tmpdir(), 'kickoff-chaos-'));
  ends.push(() => rm(directory, { recursive: true, force: true }));
  const servers = await startServers(directory, size);
  ends.push(() => servers.stop());
  const platform = await Platform.start({
    directory,
    natsUrl: servers.urls.join(','),
    durability: 'fast',
    services: ['scheduler', 'recorder'],
    environment: (name): Record<string, string> => ({
      KICKOFF_WORKLOADS: '',
      ...(name === 'migrate' ? { KICKOFF_STREAM_REPLICAS: String(servers.replicas) } : {}),
    }),
  });
  ends.push(() => platform.stop());
  const broker = await Broker.connect({ servers: servers.urls, name: 'chaos' });
  ends.push(() => broker.close());
  await applyTopology(broker, [chaos], { ackWaitMs: ACK_WAIT_MS, replicas: servers.replicas });
  const sql = new pg.Pool({ connectionString: platform.addresses.postgres, max: 2 });
  // Its connections break with the server's restarts.
  sql.on('error', () => undefined);
  ends.push(() => sql.end());
  await sql.query('CREATE SCHEMA chaos; CREATE TABLE chaos.effects (job_id uuid NOT NULL)');
  const ledger = join(directory, 'ledger.ndjson');
  await writeFile(ledger, '');
  return { platform, servers, broker, jobs: new JobClient(broker), sql, ledger };
}
