import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { Server } from 'socket.io';
import { request } from 'undici';
import type { RawStart, RawAnswer } from './raw-parts-process.js';

/**
 * What the pipeline does, by hand and without its promises, in one process: fetch and parse, find what differs from the
 * poll before, one upsert per match, one publish with its acknowledgement, one emit. As many matches side by side as
 * Kickoff's processor has connections to PostgreSQL.
 */

const AT_ONCE = 10;
const STREAM = 'RAW_PARTS';

interface Fixture {
  fixture: { id: number };
}

const [{ natsUrl, postgresUrl }] = (await once(process, 'message')) as [RawStart];
const nats = await connect({ servers: natsUrl });
const manager = await jetstreamManager(nats);
await manager.streams.add({ name: STREAM, subjects: ['raw.>'], storage: 'file', max_age: 3_600_000_000_000 });
const js = jetstream(nats);
const pool = new pg.Pool({ connectionString: postgresUrl, max: AT_ONCE });
await pool.query('CREATE SCHEMA IF NOT EXISTS raw_parts');
await pool.query('DROP TABLE IF EXISTS raw_parts.matches');
await pool.query(
  'CREATE TABLE raw_parts.matches (id text PRIMARY KEY, document jsonb NOT NULL, upstream_at timestamptz NOT NULL)',
);
const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false });
http.listen(0, '127.0.0.1');
await once(http, 'listening');
const known = new Map<number, string>();

process.on('message', (order: { poll: string } | 'forget') => {
  void (order === 'forget' ? forget() : poll(order.poll)).then(answer);
});
answer({ port: (http.address() as AddressInfo).port });

async function poll(url: string): Promise<RawAnswer> {
  const response = await request(url, { headers: { 'x-apisports-key': 'bench' } });
  const upstreamAt = Date.now();
  const { response: fixtures } = JSON.parse(await response.body.text()) as { response: Fixture[] };
  const changed = fixtures.filter((fixture) => {
    const text = JSON.stringify(fixture);
    if (known.get(fixture.fixture.id) === text) return false;
    known.set(fixture.fixture.id, text);
    return true;
  });
  const queue = changed.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const fixture of queue) await tell(fixture, upstreamAt);
    }),
  );
  return { told: changed.length };
}

async function tell(fixture: Fixture, upstreamAt: number): Promise<void> {
  const { id } = fixture.fixture;
  const document = JSON.stringify(fixture);
  await pool.query(
    `INSERT INTO raw_parts.matches (id, document, upstream_at) VALUES ($1, $2, $3)
     ON CONFLICT (id) DO UPDATE SET document = excluded.document, upstream_at = excluded.upstream_at`,
    [String(id), document, new Date(upstreamAt)],
  );
  await js.publish(`raw.${id}`, document);
  io.emit('message', { data: { ...fixture, upstreamAt } });
}

async function forget(): Promise<RawAnswer> {
  known.clear();
  await pool.query('TRUNCATE raw_parts.matches');
  return { told: 0 };
}

function answer(value: RawAnswer): void {
  process.send!(value);
}
