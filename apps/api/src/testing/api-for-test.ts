import { afterAll, beforeAll } from '@jest/globals';
import { Writable } from 'node:stream';
import type { Type } from '@nestjs/common';
import { createApiClient, type ApiClient } from '@kickoff/api-client';
import type { KeyRights } from '@kickoff/database';
import {
  AccessKeyStore,
  PLATFORM_MIGRATIONS,
  runMigrations,
  createDataSource,
  ensurePartitions,
  serviceDatabase,
} from '@kickoff/database';
import { databaseForTest, natsForTest } from '@kickoff/embedded/testing';
import type { Workload } from '@kickoff/contracts';
import { createLog, defineManifest, SERVICE_SETTINGS, startService, type RunningService } from '@kickoff/nest';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { ApiModule } from '../api-module.js';
import { prepareServer, serverOptions } from '../requests/prepare-server.js';
import { AnswerCheck } from './answer-check.js';

export interface ApiForTestOptions {
  workload: Workload;
  /** Routes of the workload. */
  controllers?: readonly Type<unknown>[];
  environment?: Record<string, string>;
}

/** An api service in this process, with real servers: everything but the pages, which Jest cannot load. */
export interface ApiForTest {
  readonly url: string;
  readonly adminKey: string;
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly dataSource: DataSource;
  /** Everything that it logged. */
  readonly log: string;
  /** A client with the admin key, or with another or none; every answer is held against its operation. */
  client(key?: string | null): ApiClient;
  /** A new key. */
  key(rights: Partial<KeyRights> & { expiresAt?: Date }): Promise<string>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** What is to be closed before the servers are. */
  beforeItEnds(close: () => Promise<void>): void;
}

const ADMIN_KEY = `kk_${'a'.repeat(43)}`;

export function apiForTest({ workload, controllers = [], environment = {} }: ApiForTestOptions): ApiForTest {
  let service: RunningService | undefined;
  let dataSource: DataSource | undefined;
  const lines: string[] = [];
  // Hooks run in the order in which they are registered: the service ends before its servers.
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
    await service?.stop();
    await dataSource?.destroy();
  });
  const nats = natsForTest();
  const database = databaseForTest({ template: 'kickoff_api', prepare });
  const check = new AnswerCheck();

  beforeAll(async () => {
    dataSource = await createDataSource({ url: database(), name: 'test' }).initialize();
    const manifest = defineManifest({ workload, settings: z.object({}), handlers: [], controllers });
    service = await startService(
      {
        name: 'api',
        settings: SERVICE_SETTINGS.api,
        database: serviceDatabase,
        module: () => ApiModule,
        workloadRoutes: 'api/v1',
        server: serverOptions,
        http: prepareServer,
      },
      {
        environment: {
          KICKOFF_NATS_URL: nats().url,
          KICKOFF_DATABASE_URL: database(),
          KICKOFF_WORKLOADS: '@example/workload',
          KICKOFF_API_ADMIN_KEY: ADMIN_KEY,
          PORT: '0',
          HEALTH_PORT: '0',
          ...environment,
        },
        importEntry: (specifier) =>
          Promise.resolve(specifier.endsWith('/contracts') ? { workload } : { default: manifest }),
        log: createLog(
          'api',
          'debug',
          new Writable({
            write: (chunk: Buffer, _, done) => {
              lines.push(chunk.toString());
              done();
            },
          }),
        ),
      },
    );
  });

  const api: ApiForTest = {
    get url() {
      return `http://127.0.0.1:${service?.port}`;
    },
    adminKey: ADMIN_KEY,
    get natsUrl() {
      return nats().url;
    },
    get databaseUrl() {
      return database();
    },
    get dataSource() {
      return dataSource!;
    },
    get log() {
      return lines.join('');
    },
    client: (key = ADMIN_KEY) =>
      createApiClient({ url: api.url, ...(key === null ? {} : { key }), fetch: (request) => check.fetch(request) }),
    async key({ expiresAt, ...rights }) {
      const store = new AccessKeyStore(api.dataSource);
      const name = `test ${Math.random()}`;
      const wanted = { role: 'viewer' as const, payloads: false, workloads: [], ...rights };
      return (await store.create({ ...wanted, name, createdBy: 'test', expiresAt })).key;
    },
    beforeItEnds: (close) => void closing.push(close),
    fetch: (path, init) => fetch(`${api.url}/api/v1${path}`, init),
  };
  return api;
}

async function prepare(url: string): Promise<void> {
  const dataSource = await createDataSource({ url, name: 'test-template' }).initialize();
  await runMigrations(dataSource, [PLATFORM_MIGRATIONS]);
  await ensurePartitions(dataSource, { now: Date.now(), daysAhead: 2 });
  await dataSource.destroy();
}
