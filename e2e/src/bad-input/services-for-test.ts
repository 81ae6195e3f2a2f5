import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import pg from 'pg';
import { jobsStream, type DeadLetter, type LiveMessage } from '@kickoff/contracts';
import { Platform, type ServiceName } from '@kickoff/embedded';
import { Broker, JobClient } from '@kickoff/jobs';
import { connectLive, type LiveConnection } from '@kickoff/live-client';
import { deadLetters } from '../replay/dead-letters.js';
import { SimulatorControl } from '../replay/simulator-control.js';
import { until } from '../replay/until.js';

/** All services as real processes, with the four sports, and nothing polled unless a test asks for it. */
export interface Services {
  platform: Platform;
  broker: Broker;
  jobs: JobClient;
  simulator: SimulatorControl;
  /** What a client of the gateway has received so far. */
  messages: LiveMessage[];
  rows<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
  /** Waits until the dead letter of a job is there. */
  deadLetter(id: string): Promise<DeadLetter>;
  /** Waits until no job is left. */
  settled(): Promise<void>;
}

const PATIENCE_MS = 45_000;
const SPORTS = ['AMERICAN_FOOTBALL', 'BASKETBALL', 'FOOTBALL', 'ICE_HOCKEY'];

/**
 * @param prefix of an installation that shares its broker
 * @param settings of every service
 */
export function servicesForTest({
  prefix,
  settings = {},
}: { prefix?: string; settings?: Readonly<Record<string, string>> } = {}): () => Services {
  let services: Services | undefined;
  let live: LiveConnection | undefined;
  let sql: pg.Client | undefined;
  let directory: string | undefined;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kickoff-bad-input-'));
    const platform = await Platform.start({
      directory,
      durability: 'fast',
      environment: (service, addresses) => ({
        ...environment(service, addresses),
        ...settings,
        ...(prefix === undefined ? {} : { KICKOFF_PREFIX: prefix }),
      }),
    });
    const { nats, postgres, gateway, simulator } = platform.addresses;
    const broker = await Broker.connect({ servers: nats, name: 'bad-input', prefix });
    const messages: LiveMessage[] = [];
    live = connectLive({ url: gateway, reconnectJitterMs: 0 });
    await live.subscribe('live-scores', { onMessage: (message: LiveMessage) => void messages.push(message) }).ready;
    const client = new pg.Client({ connectionString: postgres });
    await client.connect();
    sql = client;
    services = {
      platform,
      broker,
      jobs: new JobClient(broker),
      simulator: new SimulatorControl(simulator),
      messages,
      rows: async <T>(text: string, parameters: unknown[] = []) => (await client.query(text, parameters)).rows as T[],
      deadLetter: (id) => deadLetterOf(broker, id),
      settled: () =>
        until(async () => (await broker.manager.streams.info(jobsStream('live-scores'))).state.messages === 0, {
          timeoutMs: PATIENCE_MS,
          what: 'the jobs',
        }),
    };
  }, 120_000);
  afterAll(async () => {
    live?.close();
    await sql?.end();
    await services?.broker.close();
    await services?.platform.stop();
    if (directory) await rm(directory, { recursive: true, force: true });
  }, 60_000);
  return () => services!;
}

async function deadLetterOf(broker: Broker, id: string): Promise<DeadLetter> {
  let found: DeadLetter | undefined;
  await until(
    async () => {
      found = (await deadLetters(broker)).find((letter) => letter.id === id);
      return found !== undefined;
    },
    { timeoutMs: PATIENCE_MS, what: `the dead letter of ${id}` },
  );
  return found!;
}

function environment(service: ServiceName | 'migrate', { simulator }: { simulator: string }): Record<string, string> {
  if (service === 'simulator') return { SIMULATOR_MATCHES: '6', SIMULATOR_OTHER_MATCHES: '2' };
  return {
    LIVE_SCORES_SCHEDULES: 'off',
    LIVE_SCORES_SPORTS: 'football,basketball,ice-hockey,american-football',
    LIVE_SCORES_API_KEY: 'test',
    LIVE_SCORES_REQUEST_TIMEOUT: '5s',
    LIVE_SCORES_REQUESTS_PER_SECOND: '100',
    ...Object.fromEntries(
      SPORTS.map((sport) => [`LIVE_SCORES_${sport}_URL`, `${simulator}/${sport.toLowerCase().replace('_', '-')}`]),
    ),
  };
}
