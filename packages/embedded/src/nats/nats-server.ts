/** A real nats-server with JetStream, its data in a folder of ours. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../process/free-port.js';
import { claimFolder, recordServer, releaseFolder } from '../process/server-folder.js';
import { ServerProcess } from '../process/server-process.js';
import { findNatsServer } from './find-nats-server.js';

export interface NatsOptions {
  /** Folder for data, configuration and log; created when missing, kept when the server stops. May be on a tmpfs such as `/dev/shm/x`. */
  readonly directory: string;
  /** Port on 127.0.0.1; default: a free one, kept over restarts. */
  readonly port?: number;
  /** Default `kickoff-<random>`. */
  readonly serverName?: string;
  /** Bytes; default 1 MB, the server's own default and that of production. */
  readonly maxPayload?: number;
  /** Bytes the streams may take on disk altogether; default: as much as the server finds. */
  readonly maxFileStore?: number;
  /** Appended to the server's configuration file as it is, e.g. users and permissions. */
  readonly extraConfig?: string;
  /** Path of the program; default: found or obtained (`findNatsServer`). */
  readonly program?: string;
}

const READY_TIMEOUT_MS = 20_000;

/** Address for clients of the embedded server on this port; the server need not run yet. */
export function natsUrl(port: number): string {
  return `nats://127.0.0.1:${port}`;
}

export class NatsServer {
  private server: ServerProcess | undefined;

  private constructor(
    private readonly program: string,
    private readonly options: NatsOptions,
    readonly name: string,
    readonly port: number,
  ) {}

  /** Finds the program, writes the configuration, and starts the server. Use `startNats`. */
  static async create(options: NatsOptions): Promise<NatsServer> {
    const program = options.program ?? (await findNatsServer());
    const name = options.serverName ?? `kickoff-${randomUUID().slice(0, 8)}`;
    const nats = new NatsServer(program, options, name, options.port ?? (await freePort()));
    await nats.start();
    return nats;
  }

  /** Address for clients, e.g. `nats://127.0.0.1:21042`. The same after a restart. */
  get url(): string {
    return natsUrl(this.port);
  }

  get directory(): string {
    return this.options.directory;
  }

  /** Process number while it runs. */
  get pid(): number | undefined {
    return this.running ? this.server?.pid : undefined;
  }

  get running(): boolean {
    return this.server?.running ?? false;
  }

  /** Starts it again on the same port and data after `stop` or `kill`, optionally with another configuration. */
  async start(changes: { readonly extraConfig?: string; readonly maxFileStore?: number } = {}): Promise<void> {
    if (this.running) throw new Error(`${this.name} runs already`);
    const { directory } = this.options;
    await claimFolder(directory);
    const configFile = join(directory, 'nats.conf');
    await writeFile(configFile, this.configuration(changes));
    const server = new ServerProcess({
      name: 'nats-server',
      command: this.program,
      args: ['--config', configFile],
      logFile: join(directory, 'nats.log'),
      stopSignal: 'SIGTERM',
    });
    this.server = server;
    await recordServer(directory, server.pid);
    try {
      await server.ready(() => answersAs(this.name, this.port), READY_TIMEOUT_MS);
    } catch (error) {
      await server.kill();
      throw error;
    }
  }

  /** Ends the process at once, as a crash would; data stay as they are. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.server?.kill(signal);
  }

  /** Sends a signal without waiting, e.g. SIGSTOP and SIGCONT for a server that hangs. */
  signal(signal: NodeJS.Signals): void {
    if (this.pid !== undefined) process.kill(this.pid, signal);
  }

  /** Ends the server in an orderly way. Streams stay in `directory`. */
  async stop(): Promise<void> {
    await this.server?.stop();
    await releaseFolder(this.directory);
  }

  private configuration(changes: { readonly extraConfig?: string; readonly maxFileStore?: number }): string {
    const maxFileStore = changes.maxFileStore ?? this.options.maxFileStore;
    return [
      `server_name: ${JSON.stringify(this.name)}`,
      `listen: "127.0.0.1:${this.port}"`,
      `max_payload: ${this.options.maxPayload ?? 1_048_576}`,
      `jetstream {`,
      `  store_dir: ${JSON.stringify(this.options.directory)}`,
      ...(maxFileStore === undefined ? [] : [`  max_file_store: ${maxFileStore}`]),
      `}`,
      changes.extraConfig ?? this.options.extraConfig ?? '',
      '',
    ].join('\n');
  }
}

/** Starts a nats-server with JetStream; ready for connections when the promise resolves. */
export function startNats(options: NatsOptions): Promise<NatsServer> {
  return NatsServer.create(options);
}

/** True when the server that greets on the port is the one we started, not a stranger that took the port first. */
function answersAs(name: string, port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    let greeting = '';
    const socket = connect({ port, host: '127.0.0.1' });
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('error', () => {});
    socket.on('close', () => resolve(undefined));
    socket.on('data', (chunk) => {
      greeting += chunk.toString();
      if (!greeting.includes('\r\n')) return;
      const ours = greeting.startsWith('INFO ') && greeting.includes(`"server_name":${JSON.stringify(name)}`);
      resolve(ours || undefined);
      socket.destroy();
    });
  });
}
