import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { findNatsServer, type NatsSource } from './find-nats-server.js';
import { obtainRelease, type NatsRelease } from './nats-release.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kickoff-find-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const never: NatsSource = {
  name: 'nothing',
  obtain: async () => {
    throw new Error('must not be asked');
  },
};

describe('findNatsServer', () => {
  it('takes the first program of PATH that is new enough', async () => {
    const old = await fakeProgram('old', '2.10.27');
    const current = await fakeProgram('current', '2.14.0');
    const found = await findNatsServer({ searchPath: [old, current], directory: folder, sources: [never] });
    expect(found).toBe(join(current, 'nats-server'));
  });

  it('takes the one obtained earlier when PATH has none', async () => {
    const kept = await fakeProgram('bin', '2.15.1');
    const found = await findNatsServer({ searchPath: [], directory: folder, sources: [never] });
    expect(found).toBe(join(kept, 'nats-server'));
  });

  it('obtains one, and finds it there the next time', async () => {
    const source: NatsSource = { name: 'test', obtain: (target) => program(target, '2.15.0') };
    const found = await findNatsServer({ searchPath: [], directory: folder, sources: [source] });
    expect(found).toBe(join(folder, 'bin', 'nats-server'));
    expect(await findNatsServer({ searchPath: [], directory: folder, sources: [never] })).toBe(found);
  });

  it('says in one message what was tried', async () => {
    const old = await fakeProgram('old', '2.10.27');
    const outcome = findNatsServer({
      searchPath: [old],
      directory: folder,
      sources: [never, { name: 'an archive', obtain: (target) => program(target, '2.9.0') }],
    });
    await expect(outcome).rejects.toThrow(
      [
        'no nats-server 2.14.0 or newer:',
        `  - ${join(old, 'nats-server')}: version 2.10.27 is too old`,
        '  - nothing: must not be asked',
        '  - an archive: version 2.9.0 is too old',
      ].join('\n'),
    );
  });
});

describe('obtainRelease', () => {
  it('takes an archive with the pinned checksum', async () => {
    await using server = await archiveServer('2.15.0');
    const target = join(folder, 'nats-server');
    await obtainRelease(target, folder, server.release);
    expect(await readFile(target, 'utf8')).toContain('v2.15.0');
  });

  it('refuses an archive with another checksum', async () => {
    await using server = await archiveServer('2.15.0');
    const checksums = { [system()]: '0'.repeat(64) };
    const outcome = obtainRelease(join(folder, 'nats-server'), folder, { ...server.release, checksums });
    await expect(outcome).rejects.toThrow(/has SHA-256 [0-9a-f]{64} instead of 0{64}; not used/);
  });

  it('names the address that cannot be reached', async () => {
    const release = { version: '2.15.0', address: 'http://127.0.0.1:1', checksums: { [system()]: 'x' } };
    const outcome = obtainRelease(join(folder, 'nats-server'), folder, release);
    await expect(outcome).rejects.toThrow(/^http:\/\/127\.0\.0\.1:1\/nats-server-v2\.15\.0-.*: /);
  });
});

function system(): string {
  return `${platform()}-${arch() === 'x64' ? 'amd64' : arch()}`;
}

async function archiveServer(version: string): Promise<AsyncDisposable & { release: NatsRelease }> {
  const name = `nats-server-v${version}-${system()}`;
  await mkdir(join(folder, 'made', name), { recursive: true });
  await program(join(folder, 'made', name, 'nats-server'), version);
  const file = join(folder, 'made', 'archive.tar.gz');
  await create({ gzip: true, file, cwd: join(folder, 'made') }, [name]);
  const archive = await readFile(file);
  const server = createServer((request, response) => {
    response.statusCode = request.url === `/${name}.tar.gz` ? 200 : 404;
    response.end(archive);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    release: {
      version,
      address: `http://127.0.0.1:${port}`,
      checksums: { [system()]: createHash('sha256').update(archive).digest('hex') },
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function fakeProgram(name: string, version: string): Promise<string> {
  await mkdir(join(folder, name), { recursive: true });
  await program(join(folder, name, 'nats-server'), version);
  return join(folder, name);
}

async function program(path: string, version: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\necho "nats-server: v${version}"\n`);
  await chmod(path, 0o755);
}
