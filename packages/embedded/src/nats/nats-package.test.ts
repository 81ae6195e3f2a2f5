import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { obtainPackage } from './nats-package.js';
import { natsVersion } from './nats-version.js';

const isDebianLike = existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-deb');

/** A package archive of our own on disk stands in for the distribution's: apt and dpkg are the real ones. */
describe('obtainPackage', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kickoff-package-'));
    await chmod(folder, 0o755);
    if (isDebianLike) await makeArchive(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('says that a machine without sources of a Debian release cannot help', async () => {
    await expect(obtainPackage(join(folder, 'x'), folder, join(folder, 'missing'))).rejects.toThrow(
      'no source of a Debian release with component main',
    );
  });

  // Elsewhere the distribution's package is not a way to get the program, so there is nothing to test.
  if (isDebianLike) {
    it('unpacks the program from the sid suite of the archive that the machine uses', async () => {
      const apt = join(folder, 'apt');
      await mkdir(join(apt, 'sources.list.d'), { recursive: true });
      const source = `deb [trusted=yes] file:${join(folder, 'archive')} stable main\n`;
      await writeFile(join(apt, 'sources.list.d', 'machine.list'), source);
      const target = join(folder, 'nats-server');
      await obtainPackage(target, folder, apt);
      expect(await natsVersion(target)).toBe('2.15.1');
      expect((await readdir(folder)).filter((name) => name.startsWith('package-'))).toEqual([]);
    });
  }
});

async function makeArchive(folder: string): Promise<void> {
  const root = join(folder, 'root');
  await mkdir(join(root, 'DEBIAN'), { recursive: true });
  await mkdir(join(root, 'usr', 'sbin'), { recursive: true });
  const architecture = execFileSync('dpkg', ['--print-architecture'], { encoding: 'utf8' }).trim();
  const control = `Package: nats-server\nVersion: 2.15.1-1\nArchitecture: ${architecture}\nMaintainer: Nobody <n@example.org>\nDescription: test\n`;
  await writeFile(join(root, 'DEBIAN', 'control'), control);
  await writeFile(join(root, 'usr', 'sbin', 'nats-server'), '#!/bin/sh\necho "nats-server: v2.15.1"\n');
  await chmod(join(root, 'usr', 'sbin', 'nats-server'), 0o755);

  const archive = join(folder, 'archive');
  const suite = join(archive, 'dists', 'sid');
  const index = join(suite, 'main', `binary-${architecture}`);
  await mkdir(index, { recursive: true });
  await mkdir(join(archive, 'pool'), { recursive: true });
  const file = join(archive, 'pool', `nats-server_2.15.1-1_${architecture}.deb`);
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', root, file], { stdio: 'ignore' });
  const content = await readFile(file);
  const packages = `${control}Filename: pool/nats-server_2.15.1-1_${architecture}.deb\nSize: ${content.length}\nSHA256: ${sha256(content)}\n`;
  await writeFile(join(index, 'Packages'), packages);
  const path = `main/binary-${architecture}/Packages`;
  const release = `Suite: unstable\nCodename: sid\nArchitectures: ${architecture}\nComponents: main\nSHA256:\n ${sha256(Buffer.from(packages))} ${packages.length} ${path}\n`;
  await writeFile(join(suite, 'Release'), release);
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
