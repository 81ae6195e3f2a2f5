/**
 * The whole platform on this machine as real processes: nats-server, PostgreSQL, migrations, and every service. Used by the
 * demo, by end-to-end tests and by the replay command.
 */
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { KICKOFF_DIRECTORY, REPOSITORY } from '../kickoff-directory.js';
import { findNatsServer } from '../nats/find-nats-server.js';
import { type NatsServer, natsUrl, startNats } from '../nats/nats-server.js';
import { type PostgresServer, postgresUrl, startPostgres } from '../postgres/postgres-server.js';
import { freePort } from '../process/free-port.js';
import { type Exit, ServerProcess } from '../process/server-process.js';
import { inheritedEnvironment } from '../settings.js';
import { ServiceProcess, type ServiceProcessOptions } from './service-process.js';
import { isListening, type ListeningService, type ServiceName, serviceProgram, SERVICES } from './services.js';

export interface PlatformOptions {
  /** Folder for data and logs. What is in it from an earlier start is used again. */
  readonly directory: string;
  /** Which services; default all. */
  readonly services?: readonly ServiceName[];
  /** A process `each`, as in a deployment, or `one` for all of them, which starts in a third of the time. Default `each`. */
  readonly processes?: 'each' | 'one';
  /** Servers that somebody else runs, instead of embedded ones. */
  readonly natsUrl?: string | undefined;
  readonly databaseUrl?: string | undefined;
  /** Ports of what listens; default free ones. */
  readonly ports?: Partial<Record<ListeningService | 'nats' | 'postgres', number>>;
  /** Environment for a service besides addresses and ports, e.g. the settings of workloads. */
  readonly environment?: (service: ServiceName | 'migrate', addresses: PlatformAddresses) => Record<string, string>;
  /** `fast` is enough for tests. Default `durable`. */
  readonly durability?: 'durable' | 'fast';
  /** Whether services that die are started again. Default false, so that tests decide themselves. */
  readonly restart?: boolean;
  /** Root of the repository whose compiled programs are started; default this one. */
  readonly repository?: string;
  /** Gets one line for each thing worth telling, e.g. a service that was started again. */
  readonly tell?: (line: string) => void;
}

/** Where everything answers. */
export interface PlatformAddresses {
  readonly nats: string;
  readonly postgres: string;
  readonly api: string;
  readonly gateway: string;
  readonly simulator: string;
  /** Address of `/health/ready` and `/metrics` for each service. */
  readonly health: Readonly<Partial<Record<ServiceName, string>>>;
}

const MIGRATE = join('packages', 'database', 'dist', 'migrate.js');
const SERVICES_IN_ONE = join(REPOSITORY, 'packages', 'nest', 'dist', 'services-in-one.js');
const COMPILE_CACHE = join(KICKOFF_DIRECTORY, 'compile-cache');
const MIGRATE_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 15_000;
const RESTART_DELAY_MS = 1_000;

export class Platform {
  private stopping = false;
  private readonly services = new Map<ServiceName, ServiceProcess>();
  private readonly restarts = new Set<NodeJS.Timeout>();
  private natsServer: NatsServer | undefined;
  private postgresServer: PostgresServer | undefined;
  private migration: ServerProcess | undefined;

  private constructor(
    private readonly options: PlatformOptions,
    readonly addresses: PlatformAddresses,
    private readonly ports: { readonly [name: string]: number },
  ) {
    const names = SERVICES.filter((name) => (options.services ?? SERVICES).includes(name));
    const together = options.processes === 'one' ? this.prepareOne(names) : undefined;
    for (const name of names) this.services.set(name, together ?? this.prepare(name));
  }

  /**
   * Starts everything and waits until every service is ready.
   *
   * @param onCreated gets the platform before it is ready, so that a signal that comes meanwhile can stop it
   * @throws Error with the end of the log of what could not be started; everything else has been stopped then
   */
  static async start(options: PlatformOptions, onCreated?: (platform: Platform) => void): Promise<Platform> {
    await mkdir(join(options.directory, 'logs'), { recursive: true });
    // PostgreSQL, which runs as another user when we are root, has to pass; a folder of `mkdtemp` would stop it.
    await chmod(options.directory, 0o711);
    const ports = await allPorts(options);
    const platform = new Platform(options, addressesOf(options, options.services ?? SERVICES, ports), ports);
    onCreated?.(platform);
    try {
      await platform.startAll();
    } catch (error) {
      await platform.kill();
      throw error;
    }
    return platform;
  }

  /** Undefined when `natsUrl` was given. */
  get nats(): NatsServer | undefined {
    return this.natsServer;
  }

  /** Undefined when `databaseUrl` was given. */
  get postgres(): PostgresServer | undefined {
    return this.postgresServer;
  }

  /** The process of a service, to kill it and start it again. */
  service(name: ServiceName): ServiceProcess {
    const service = this.services.get(name);
    if (!service) throw new Error(`this platform was started without the service ${name}`);
    return service;
  }

  /** Ends everything in order: who makes work first, servers last. */
  async stop(): Promise<void> {
    this.noMoreRestarts();
    await this.migration?.kill();
    for (const process of this.processes) await process.stop(STOP_GRACE_MS);
    await this.stopServers();
  }

  /** Ends everything at once. */
  async kill(): Promise<void> {
    this.noMoreRestarts();
    await Promise.all([this.migration?.kill(), ...this.processes.map((process) => process.kill())]);
    await this.stopServers();
  }

  /**
   * Servers, migrations and services boot side by side: each waits for what it needs, as in a deployment, and most of a
   * service's start is loading its own code.
   */
  private async startAll(): Promise<void> {
    // Obtaining it may take a while, the first time; nobody should wait for a server that is not there yet.
    const program = this.options.natsUrl === undefined ? await findNatsServer() : undefined;
    const servers = this.startServers(program);
    if (!this.stopping) for (const process of this.processes) process.launch();
    try {
      await Promise.all([servers, this.migrate()]);
    } finally {
      // Whoever ends what a failed start leaves must find every server that came up.
      await Promise.allSettled([servers]);
    }
    await Promise.all(this.processes.map((process) => process.ready()));
  }

  /** In the order in which they are stopped. */
  private get processes(): ServiceProcess[] {
    return [...new Set(this.services.values())];
  }

  /** Starts both; when one fails, waits for the other, so that it can be stopped. */
  private async startServers(natsProgram: string | undefined): Promise<void> {
    const { natsUrl: givenNats, databaseUrl, directory, durability = 'durable' } = this.options;
    const { nats, postgres } = this.ports;
    const starts = await Promise.allSettled([
      givenNats === undefined
        ? startNats({ directory: join(directory, 'nats'), port: nats, program: natsProgram }).then(
            (server) => (this.natsServer = server),
          )
        : undefined,
      databaseUrl === undefined
        ? startPostgres({ directory: join(directory, 'postgres'), port: postgres, durability }).then(
            (server) => (this.postgresServer = server),
          )
        : undefined,
    ]);
    for (const start of starts) if (start.status === 'rejected') throw start.reason;
  }

  private async stopServers(): Promise<void> {
    await Promise.all([this.nats?.stop(), this.postgres?.stop()]);
  }

  /** Applies migrations and topology, as the migrate job of a deployment does. It waits for the servers by itself. */
  private async migrate(): Promise<void> {
    const migrate = new ServerProcess({
      name: 'migrate',
      command: process.execPath,
      args: ['--enable-source-maps', join(this.repository, MIGRATE)],
      env: this.environmentOf('migrate'),
      logFile: join(this.options.directory, 'logs', 'migrate.log'),
      cwd: this.repository,
      stopSignal: 'SIGTERM',
    });
    this.migration = migrate;
    const late = setTimeout(() => void migrate.kill(), MIGRATE_TIMEOUT_MS);
    try {
      await migrate.finished();
    } finally {
      clearTimeout(late);
    }
  }

  private prepare(name: ServiceName): ServiceProcess {
    return this.process({
      name,
      program: [serviceProgram(this.repository, name)],
      env: { ...this.environmentOf(name), ...this.listening(name) },
      healthPorts: [this.healthPort(name)],
    });
  }

  private prepareOne(names: readonly ServiceName[]): ServiceProcess {
    const services = names.map((name) => ({
      name,
      environment: { ...this.ownEnvironment(name), ...this.listening(name) },
    }));
    const plan = { repository: this.repository, services };
    return this.process({
      name: 'services',
      program: [SERVICES_IN_ONE, JSON.stringify(plan)],
      env: this.commonEnvironment(),
      healthPorts: names.map((name) => this.healthPort(name)),
    });
  }

  private process(options: Pick<ServiceProcessOptions, 'name' | 'program' | 'env' | 'healthPorts'>): ServiceProcess {
    const process: ServiceProcess = new ServiceProcess({
      ...options,
      repository: this.repository,
      logFile: join(this.options.directory, 'logs', `${options.name}.log`),
      onLost: (exit) => this.lost(process, exit),
    });
    return process;
  }

  /** The ports that a service answers on. */
  private listening(name: ServiceName): Record<string, string> {
    const port = this.ports[name];
    return {
      HEALTH_PORT: String(this.healthPort(name)),
      ...(isListening(name) && port !== undefined ? { PORT: String(port) } : {}),
    };
  }

  private healthPort(name: ServiceName): number {
    return this.ports[healthListener(name)] ?? 0;
  }

  private get repository(): string {
    return this.options.repository ?? REPOSITORY;
  }

  private environmentOf(name: ServiceName | 'migrate'): Record<string, string> {
    return { ...this.commonEnvironment(), ...this.ownEnvironment(name) };
  }

  private commonEnvironment(): Record<string, string> {
    return {
      ...inheritedEnvironment(),
      // Known to Node 22.1 and newer: compiling what a service loads is a third of its start.
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      KICKOFF_NATS_URL: this.addresses.nats,
      KICKOFF_DATABASE_URL: this.addresses.postgres,
    };
  }

  private ownEnvironment(name: ServiceName | 'migrate'): Record<string, string> {
    return {
      ...(name === 'api' ? { KICKOFF_GATEWAY_PUBLIC_URL: this.addresses.gateway } : {}),
      ...this.options.environment?.(name, this.addresses),
    };
  }

  private lost(process: ServiceProcess, { code, signal }: Exit): void {
    if (this.stopping || this.options.restart !== true) return;
    this.options.tell?.(
      `${process.name} ended (${signal ?? `exit code ${code}`}); starting it again, see ${process.logFile}`,
    );
    const timer = setTimeout(() => {
      this.restarts.delete(timer);
      process.launch();
    }, RESTART_DELAY_MS);
    this.restarts.add(timer);
  }

  private noMoreRestarts(): void {
    this.stopping = true;
    for (const timer of this.restarts) clearTimeout(timer);
  }
}

/** The simulator stands in for a foreign service, so it has one port for everything. */
function healthListener(name: ServiceName): string {
  return name === 'simulator' ? name : `${name}-health`;
}

async function allPorts(options: PlatformOptions): Promise<{ [name: string]: number }> {
  const names = options.services ?? SERVICES;
  const ports: { [name: string]: number } = { ...options.ports };
  const taken = new Set(Object.values(ports));
  const wanted = ['nats', 'postgres', ...names.filter(isListening), ...names.map(healthListener)];
  for (const name of wanted) {
    while (ports[name] === undefined) {
      const port = await freePort();
      if (!taken.has(port)) ports[name] = port;
      taken.add(port);
    }
  }
  return ports;
}

function addressesOf(
  options: PlatformOptions,
  names: readonly ServiceName[],
  ports: { readonly [name: string]: number },
): PlatformAddresses {
  const portOf = (name: string) => ports[name] ?? 0;
  const local = (name: string) => `http://localhost:${portOf(name)}`;
  return {
    nats: options.natsUrl ?? natsUrl(portOf('nats')),
    postgres: options.databaseUrl ?? postgresUrl(portOf('postgres')),
    api: local('api'),
    gateway: local('gateway'),
    simulator: `http://127.0.0.1:${portOf('simulator')}`,
    health: Object.fromEntries(names.map((name) => [name, `http://127.0.0.1:${portOf(healthListener(name))}`])),
  };
}
