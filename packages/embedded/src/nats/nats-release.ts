/** Obtains the nats-server that its project releases, pinned and checked. */
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';

export interface NatsRelease {
  readonly version: string;
  /** Folder of the archives, without the file name. */
  readonly address: string;
  /** SHA-256 of each archive by `<system>-<machine>`, as published in the release's SHA256SUMS. */
  readonly checksums: Readonly<Record<string, string>>;
}

export const NATS_RELEASE: NatsRelease = {
  version: '2.15.0',
  address: 'https://github.com/nats-io/nats-server/releases/download/v2.15.0',
  checksums: {
    'linux-amd64': '5d2c51caca950333aba84911df7d377f826f3a59ec36061c6539105084f65c92',
    'linux-arm64': 'cdc208f5a3f42963a52b6ab06ef65626bb870315dc936e26ba571780c6351112',
    'darwin-amd64': '5bd8b59ca5bf93fab3da2c5843cf564cd6e2e291e22ae3b861746e7ebe259b95',
    'darwin-arm64': 'e1c4e22d70bd44abfa0bcb3c16f7cf0c66f648c2e728c58924e8a1ce88913cc8',
  },
};

/** A machine without a way out should fall back at once, a slow one should still get its 7 MB. */
const ANSWER_TIMEOUT_MS = 5_000;
const DOWNLOAD_TIMEOUT_MS = 120_000;

/**
 * Downloads the archive for this platform and puts its program at `target`.
 *
 * @throws Error when the platform has no archive, the download fails, or its checksum is not the pinned one
 */
export async function obtainRelease(target: string, scratch: string, release = NATS_RELEASE): Promise<void> {
  const system = `${platform()}-${arch() === 'x64' ? 'amd64' : arch()}`;
  const checksum = release.checksums[system];
  if (checksum === undefined) throw new Error(`no release archive is pinned for ${system}`);
  const name = `nats-server-v${release.version}-${system}`;
  const archive = await download(`${release.address}/${name}.tar.gz`);
  const actual = createHash('sha256').update(archive).digest('hex');
  if (actual !== checksum) throw new Error(`${name}.tar.gz has SHA-256 ${actual} instead of ${checksum}; not used`);

  const folder = await mkdtemp(join(scratch, 'release-'));
  try {
    const file = join(folder, 'archive.tar.gz');
    await writeFile(file, archive);
    await extract({ file, cwd: folder });
    const program = join(folder, name, 'nats-server');
    await chmod(program, 0o755);
    await rename(program, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function download(address: string): Promise<Buffer> {
  const stop = new AbortController();
  let timer = setTimeout(() => stop.abort(new Error(`no answer within ${ANSWER_TIMEOUT_MS} ms`)), ANSWER_TIMEOUT_MS);
  try {
    const response = await fetch(address, { signal: stop.signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    clearTimeout(timer);
    timer = setTimeout(
      () => stop.abort(new Error(`not complete within ${DOWNLOAD_TIMEOUT_MS} ms`)),
      DOWNLOAD_TIMEOUT_MS,
    );
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw new Error(`${address}: ${reason(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** `fetch` says only "fetch failed"; the reason is one level down. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
