import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { databaseForTest } from '@kickoff/embedded/testing';

const PROCESS = fileURLToPath(new URL('../testing/query-side-by-side.js', import.meta.url));

const database = databaseForTest();

it('survives a server that ends a connection in the packet that completes its login', async () => {
  const proxy = await endingAtLogin(database(), 2);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [PROCESS, proxy.url]);
    expect(stdout.split('\n', 2)).toEqual(['fulfilled', 'rejected']);
  } finally {
    proxy.close();
  }
});

const READY = Buffer.from('Z\0\0\0\x05I', 'latin1');
const FIELDS = 'SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0';
const TERMINATED = Buffer.from(`E\0\0\0${String.fromCharCode(FIELDS.length + 4)}${FIELDS}`, 'latin1');

/** PostgreSQL behind a proxy that adds the end of one connection, counted from 1, to its first "ready for query". */
async function endingAtLogin(target: string, which: number) {
  const { hostname, port } = new URL(target);
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    const ends = connections === which;
    const upstream = connect(Number(port), hostname);
    client.pipe(upstream).on('error', () => undefined);
    client.on('error', () => undefined).on('close', () => upstream.destroy());
    upstream.on('data', (chunk) => {
      if (ends && chunk.includes(READY)) client.end(Buffer.concat([chunk, TERMINATED]));
      else client.write(chunk);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: url.href, close: () => server.close() };
}
