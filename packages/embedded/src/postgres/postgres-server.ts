/** A real PostgreSQL 18, its data in a folder of ours. */
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../process/free-port.js';
import { processIdentity } from '../process/process-identity.js';
import { claimFolder, recordServer, releaseFolder } from '../process/server-folder.js';
import { ServerProcess } from '../process/server-process.js';
import { postgresBinaries, type PostgresBinaries, postgresHome } from './binaries.js';
import { reachableCopy, reachableFolder } from './reachable-folder.js';
import { type UserIds, unprivilegedUser } from './unprivileged-user.js';

export interface PostgresOptions {
  /** Folder for data, log and password; created when missing, kept when the server stops. */
  readonly directory: string;
  /** Port on 127.0.0.1; default: a free one, kept over restarts. */
  readonly port?: number;
  /** `durable` survives a power cut; `fast` only a crash of PostgreSQL itself, which is enough for tests. Default `durable`. */
  readonly durability?: 'durable' | 'fast';
  /** Further server settings, e.g. `{ max_connections: '300' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

const USER = 'kickoff';
const PASSWORD = 'kickoff';
const READY_TIMEOUT_MS = 60_000;

/** Address of a database of the embedded server on this port; the server need not run yet. */
export function postgresUrl(port: number, database = 'postgres'): string {
  return `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`;
}
const SESSION_WAITS = 100;

export class PostgresServer {
  private server: ServerProcess | undefined;

  private constructor(
    private readonly options: PostgresOptions,
    private readonly binaries: PostgresBinaries,
    private readonly user: UserIds | undefined,
    readonly port: number,
  ) {}

  /** Initialises the folder when it is new, and starts the server. Use `startPostgres`. */
  static async create(options: PostgresOptions): Promise<PostgresServer> {
    const user = unprivilegedUser();
    await mkdir(options.directory, { recursive: true });
    // Passable for PostgreSQL's user, which need not be ours; the data themselves are closed to all others.
    await chmod(options.directory, 0o711);
    const [home, directory] = await Promise.all([
      reachableCopy(postgresHome(), user),
      reachableFolder(options.directory, user),
    ]);
    await claimFolder(directory);
    const binaries = await postgresBinaries(home);
    const postgres = new PostgresServer({ ...options, directory }, binaries, user, options.port ?? (await freePort()));
    await postgres.initialise();
    await postgres.start();
    return postgres;
  }

  /** Address of the maintenance database. The same after a restart. */
  get url(): string {
    return postgresUrl(this.port);
  }

  /** Address of a database on this server; it need not exist. */
  urlOf(database: string): string {
    return postgresUrl(this.port, database);
  }

  get directory(): string {
    return this.options.directory;
  }

  /** Process number of the postmaster while it runs. */
  get pid(): number | undefined {
    return this.running ? this.server?.pid : undefined;
  }

  get running(): boolean {
    return this.server?.running ?? false;
  }

  /** Starts it again on the same port and data after `stop` or `kill`. */
  async start(): Promise<void> {
    if (this.running) throw new Error('PostgreSQL runs already');
    await claimFolder(this.directory);
    await this.dropForeignLock();
    for (let attempt = 1; ; attempt += 1) {
      const server = this.launch();
      await recordServer(this.directory, server.pid);
      try {
        await server.ready(() => this.isReady(server), READY_TIMEOUT_MS);
        return;
      } catch (error) {
        await server.kill();
        // Sessions of a killed server end by themselves, but not at once; until then a new one refuses to start.
        const waits = error instanceof Error && error.message.includes('shared memory block');
        if (!waits || attempt === SESSION_WAITS) throw error;
        await delay(100);
      }
    }
  }

  /** Ends the process at once, as a crash would. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.server?.kill(signal);
  }

  /** Sends a signal without waiting, e.g. SIGSTOP and SIGCONT for a server that hangs. */
  signal(signal: NodeJS.Signals): void {
    if (this.pid !== undefined) process.kill(this.pid, signal);
  }

  /** Ends the server in an orderly way; open sessions are cut off. */
  async stop(): Promise<void> {
    await this.server?.stop();
    await releaseFolder(this.directory);
  }

  private launch(): ServerProcess {
    this.server = new ServerProcess({
      name: 'PostgreSQL',
      command: this.binaries.postgres,
      args: ['-D', this.data, '-p', String(this.port), ...this.flags()],
      logFile: join(this.directory, 'postgres.log'),
      // Fast shutdown: ends sessions instead of waiting for them.
      stopSignal: 'SIGINT',
      cwd: this.data,
      ...this.user,
    });
    return this.server;
  }

  /** PostgreSQL takes any living process with the number in its lock file for a server of these data; after a reboot it may be any other. */
  private async dropForeignLock(): Promise<void> {
    const lock = join(this.data, 'postmaster.pid');
    const pid = Number.parseInt(await readFile(lock, 'utf8').catch(() => ''), 10);
    // The folder is ours and its own server has been ended, so whoever lives under that number is somebody else.
    if (pid > 0 && (await processIdentity(pid)) !== undefined) await rm(lock, { force: true });
  }

  private get data(): string {
    return join(this.directory, 'data');
  }

  private flags(): string[] {
    const settings: Record<string, string> = {
      listen_addresses: '127.0.0.1',
      // A socket file in /tmp would clash with other servers, and its path has a length limit.
      unix_socket_directories: '',
      max_connections: '300',
      ...(this.options.durability === 'fast'
        ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
        : {}),
      ...this.options.settings,
    };
    return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  }

  private async isReady(server: ServerProcess): Promise<true | undefined> {
    const lines = (await readFile(join(this.data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    // First line: process number; eighth: state. The file of an earlier server may still be there.
    return (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') || undefined;
  }

  private async initialise(): Promise<void> {
    await mkdir(this.data, { recursive: true });
    if (existsSync(join(this.data, 'PG_VERSION'))) return;
    // Left by an initdb that was killed half-way: it refuses a folder that is not empty.
    await rm(this.data, { recursive: true, force: true });
    await mkdir(this.data);
    await chmod(this.data, 0o700);
    if (this.user) await chown(this.data, this.user.uid, this.user.gid);
    const passwordFile = join(this.directory, 'password');
    await writeFile(passwordFile, `${PASSWORD}\n`);
    const initdb = new ServerProcess({
      name: 'initdb',
      command: this.binaries.initdb,
      args: [
        `--pgdata=${this.data}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C.UTF-8',
        '--no-sync',
      ],
      logFile: join(this.directory, 'initdb.log'),
      stopSignal: 'SIGINT',
      cwd: this.data,
      ...this.user,
    });
    await initdb.finished();
  }
}

/** Starts a PostgreSQL; ready for connections when the promise resolves. */
export function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  return PostgresServer.create(options);
}
