import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '@kickoff/embedded';
import { Client } from 'pg';
import { redisIsHere, startRedis, type RedisServer } from './redis-server.js';
import type { Rival } from './rival.js';

/** The servers that rivals keep their jobs in, each started when the first rival needs it. */
export class RivalServers {
  private postgres: Promise<PostgresServer> | undefined;
  private redis: Promise<RedisServer> | undefined;
  private readonly addresses = new Map<Rival, Promise<string>>();

  constructor(
    private readonly directory: string,
    /** Address of the server that has Kickoff's own streams, if it is to take part. */
    private readonly natsUrl?: string,
  ) {}

  /** Why a rival cannot be measured on this machine; undefined when it can. */
  static missing(rival: Rival): string | undefined {
    return rival.server === 'redis' && !redisIsHere() ? 'no redis-server is on the path' : undefined;
  }

  /** Address of a store that is the rival's own and has its tables; the same at every call. */
  addressFor(rival: Rival): Promise<string> {
    const known = this.addresses.get(rival) ?? this.prepare(rival);
    this.addresses.set(rival, known);
    return known;
  }

  /** Address of an empty database on a PostgreSQL that loses nothing in a power cut. */
  async database(): Promise<string> {
    this.postgres ??= startPostgres({ directory: join(this.directory, 'postgres'), durability: 'durable' });
    const server = await this.postgres;
    const name = `bench_${randomUUID().slice(0, 8)}`;
    const client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    return server.urlOf(name);
  }

  async stop(): Promise<void> {
    await Promise.all([this.postgres, this.redis].map(async (server) => (await server)?.stop()));
  }

  private async prepare(rival: Rival): Promise<string> {
    const url = await this.storeFor(rival);
    await rival.install(url);
    return url;
  }

  private async storeFor({ name, server }: Rival): Promise<string> {
    if (server === 'postgres') return this.database();
    if (server === 'redis') return (await (this.redis ??= startRedis(join(this.directory, 'redis')))).url;
    if (this.natsUrl === undefined) throw new Error(`${name} needs a NATS server`);
    return this.natsUrl;
  }
}
