/**
 * Obtains the nats-server package of Debian's `sid` on a Debian-like machine, without installing it and without touching
 * the machine's own package lists: everything happens in a scratch folder.
 */
import { execFile } from 'node:child_process';
import { copyFile, chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type AptSourceFile, sidSources } from './sid-sources.js';

const run = promisify(execFile);
const APT_TIMEOUT_MS = 180_000;

/**
 * Puts the program of the package at `target`.
 *
 * @param apt the machine's folder of package sources
 * @throws Error when the machine has no apt, no usable source, or a step fails
 */
export async function obtainPackage(target: string, scratch: string, apt = '/etc/apt'): Promise<void> {
  const sources = sidSources(await aptSources(apt), await releaseCodename());
  if (sources.length === 0) throw new Error(`no source of a Debian release with component main in ${apt}`);

  const folder = await mkdtemp(join(scratch, 'package-'));
  try {
    const parts = join(folder, 'sources.list.d');
    await Promise.all(
      [parts, join(folder, 'lists', 'partial'), join(folder, 'cache', 'archives', 'partial')].map((path) =>
        mkdir(path, { recursive: true }),
      ),
    );
    await Promise.all(
      sources.map(({ format, text }, index) => writeFile(join(parts, `kickoff-${index}.${format}`), text)),
    );
    await aptGet(folder, parts, ['update']);
    await aptGet(folder, parts, ['download', 'nats-server']);
    const file = (await readdir(folder)).find((name) => name.endsWith('.deb'));
    if (file === undefined) throw new Error('apt-get download left no package');
    await run('dpkg', ['-x', join(folder, file), join(folder, 'package')]);
    await place(join(folder, 'package'), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function aptGet(folder: string, parts: string, args: readonly string[]): Promise<void> {
  const options = {
    'Dir::Etc::SourceList': '/dev/null',
    'Dir::Etc::SourceParts': parts,
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
    'Acquire::Languages': 'none',
    // Scripts of the machine that clean up after its own updates have no business here.
    'APT::Update::Post-Invoke': '',
    'APT::Update::Post-Invoke-Success': '',
    // The scratch folder is ours, not that of apt's own user.
    'APT::Sandbox::User': 'root',
    'Acquire::Retries': '1',
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  try {
    await run('apt-get', ['--quiet', ...flags, ...args], { cwd: folder, timeout: APT_TIMEOUT_MS });
  } catch (error) {
    throw new Error(`apt-get ${args.join(' ')}: ${lastLine(error)}`, { cause: error });
  }
}

async function place(unpacked: string, target: string): Promise<void> {
  for (const folder of ['usr/sbin', 'usr/bin']) {
    const program = join(unpacked, folder, 'nats-server');
    const draft = `${target}.${process.pid}`;
    try {
      await copyFile(program, draft);
    } catch {
      continue;
    }
    await chmod(draft, 0o755);
    await rename(draft, target);
    return;
  }
  throw new Error('the package has no program nats-server');
}

async function aptSources(apt: string): Promise<AptSourceFile[]> {
  const parts = await readdir(join(apt, 'sources.list.d')).catch(() => []);
  const names = ['sources.list', ...parts.map((name) => join('sources.list.d', name))];
  const files = await Promise.all(
    names.map(async (name): Promise<AptSourceFile | undefined> => {
      const format = name.endsWith('.list') ? 'list' : name.endsWith('.sources') ? 'sources' : undefined;
      const text = format && (await readFile(join(apt, name), 'utf8').catch(() => undefined));
      return format === undefined || text === undefined ? undefined : { format, text };
    }),
  );
  return files.filter((file) => file !== undefined);
}

async function releaseCodename(): Promise<string | undefined> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^VERSION_CODENAME="?([\w-]+)"?$/m.exec(text)?.[1];
}

function lastLine(error: unknown): string {
  const stderr = typeof error === 'object' && error && 'stderr' in error ? String(error.stderr).trim() : '';
  return stderr.split('\n').at(-1) || (error instanceof Error ? error.message : String(error));
}
