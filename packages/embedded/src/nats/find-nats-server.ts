/** Where the nats-server program comes from: the machine's, else the one obtained earlier, else one obtained now. */
import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAtLeast, OLDEST_NATS } from '@kickoff/contracts';
import { KICKOFF_DIRECTORY } from '../kickoff-directory.js';
import { embeddedSettings } from '../settings.js';
import { obtainPackage } from './nats-package.js';
import { obtainRelease } from './nats-release.js';
import { natsVersion } from './nats-version.js';

/** One way to get a nats-server that is not there yet. */
export interface NatsSource {
  /** For the message when nothing works. */
  readonly name: string;
  /** Puts the program at `target`; may use the folder `scratch`. */
  readonly obtain: (target: string, scratch: string) => Promise<void>;
}

export interface FindOptions {
  /** Folders of programs; default `PATH`. */
  readonly searchPath?: readonly string[];
  /** Where an obtained program is kept; default `.kickoff`. */
  readonly directory?: string;
  /** Tried in turn when no program is found. Default: the project's release archive, then the distribution's package. */
  readonly sources?: readonly NatsSource[];
}

/** No usable nats-server could be found or obtained; the message lists what was tried. */
export class NatsServerNotFound extends Error {
  override readonly name = 'NatsServerNotFound';
  constructor(readonly tried: readonly string[]) {
    super(
      [
        `no nats-server ${OLDEST_NATS} or newer:`,
        ...tried.map((line) => `  - ${line}`),
        `Install one, put it at .kickoff/bin/nats-server, or name a running server in KICKOFF_NATS_URL.`,
      ].join('\n'),
    );
  }
}

const SOURCES: readonly NatsSource[] = [
  { name: 'release archive of the NATS project', obtain: (target, scratch) => obtainRelease(target, scratch) },
  { name: 'package of the distribution (sid)', obtain: (target, scratch) => obtainPackage(target, scratch) },
];

/** Path of a nats-server program that is new enough.
 * @throws NatsServerNotFound */
export async function findNatsServer(options: FindOptions = {}): Promise<string> {
  const { searchPath = embeddedSettings().searchPath, directory = KICKOFF_DIRECTORY, sources = SOURCES } = options;
  const tried: string[] = [];
  const kept = join(directory, 'bin', process.platform === 'win32' ? 'nats-server.exe' : 'nats-server');

  for (const program of [...searchPath.map((folder) => join(folder, 'nats-server')), kept]) {
    if (!(await isExecutable(program))) continue;
    const problem = await problemOf(program);
    if (problem === undefined) return program;
    tried.push(`${program}: ${problem}`);
  }
  if (tried.length === 0) tried.push(`PATH and ${kept}: none there`);

  const scratch = join(directory, 'scratch');
  await mkdir(scratch, { recursive: true });
  await mkdir(join(directory, 'bin'), { recursive: true });
  for (const { name, obtain } of sources) {
    try {
      await obtain(kept, scratch);
    } catch (error) {
      tried.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    const problem = await problemOf(kept);
    if (problem === undefined) return kept;
    tried.push(`${name}: ${problem}`);
  }
  throw new NatsServerNotFound(tried);
}

/** Why the program will not do; undefined when it will. */
async function problemOf(program: string): Promise<string | undefined> {
  try {
    const version = await natsVersion(program);
    return isAtLeast(version, OLDEST_NATS) ? undefined : `version ${version} is too old`;
  } catch (error) {
    return `does not run here (${error instanceof Error ? error.message.trim() : String(error)})`;
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
