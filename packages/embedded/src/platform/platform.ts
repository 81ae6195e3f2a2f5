/**
 * The whole platform on this machine as real processes: nats-server, PostgreSQL, migrations, and every service. Used by the
 * demo, by end-to-end tests and by the replay command.
 */
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '../kickoff-directory.js';
import { type NatsServer, startNats } from '../nats/nats-server.js';
import { type PostgresServer, startPostgres } from '../postgres/postgres-server.js';
import { freePort } from '../process/free-port.js';
import { type Exit, ServerProcess } from '../process/server-process.js';
import { inheritedEnvironment } from '../settings.js';
import { ServiceProcess } from './service-process.js';
import { isListening, type ListeningService, type ServiceName, SERVICES } from './services.js';

export interface PlatformOptions {
  /** Folder for data and logs. What is in it from an earlier start is used again. */
  readonly directory: string;
  /** Which services; default all. */
  readonly services?: readonly ServiceName[];
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
const MIGRATE_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 15_000;
const RESTART_DELAY_MS = 1_000;

export class Platform {
  private stopping = false;
  private readonly services = new Map<ServiceName, ServiceProcess>();
  private readonly restarts = new Set<NodeJS.Timeout>();

  private constructor(
    private readonly options: PlatformOptions,
    /** Undefined when `natsUrl` was given. */
    readonly nats: NatsServer | undefined,
    /** Undefined when `databaseUrl` was given. */
    readonly postgres: PostgresServer | undefined,
    readonly addresses: PlatformAddresses,
    ports: { readonly [name: string]: number },
  ) {
    for (const name of options.services ?? SERVICES) this.services.set(name, this.prepare(name, ports));
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
    const [nats, postgres] = await bothOrNone(
      options.natsUrl === undefined
        ? startNats({ directory: join(options.directory, 'nats'), port: ports['nats'] })
        : Promise.resolve(undefined),
      options.databaseUrl === undefined
        ? startPostgres({
            directory: join(options.directory, 'postgres'),
            port: ports['postgres'],
            durability: options.durability ?? 'durable',
          })
        : Promise.resolve(undefined),
    );
    const names = options.services ?? SERVICES;
    const platform = new Platform(options, nats, postgres, addressesOf(options, names, ports, nats, postgres), ports);
    onCreated?.(platform);
    try {
      await platform.startServices();
    } catch (error) {
      await platform.kill();
      throw error;
    }
    return platform;
  }

  /** A service, to kill it and start it again. */
  service(name: ServiceName): ServiceProcess {
    const service = this.services.get(name);
    if (!service) throw new Error(`this platform was started without the service ${name}`);
    return service;
  }

  /** Ends everything in order: who makes work first, servers last. */
  async stop(): Promise<void> {
    this.noMoreRestarts();
    for (const name of SERVICES) await this.services.get(name)?.stop(STOP_GRACE_MS);
    await Promise.all([this.nats?.stop(), this.postgres?.stop()]);
  }

  /** Ends everything at once. */
  async kill(): Promise<void> {
    this.noMoreRestarts();
    await Promise.all([...this.services.values()].map((service) => service.kill()));
    await Promise.all([this.nats?.stop(), this.postgres?.stop()]);
  }

  /** Applies migrations and topology, as the migrate job of a deployment does. */
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
    const late = setTimeout(() => void migrate.kill(), MIGRATE_TIMEOUT_MS);
    try {
      await migrate.finished();
    } finally {
      clearTimeout(late);
    }
  }

  private async startServices(): Promise<void> {
    // The simulator needs no server, so it boots while the migrations run.
    const simulator = this.services.get('simulator');
    simulator?.launch();
    await this.migrate();
    for (const service of this.services.values()) if (service !== simulator) service.launch();
    await Promise.all([...this.services.values()].map((service) => service.ready()));
  }

  private prepare(name: ServiceName, ports: { readonly [name: string]: number }): ServiceProcess {
    const healthPort = ports[healthListener(name)] ?? 0;
    const port = ports[name];
    const service: ServiceProcess = new ServiceProcess({
      name,
      repository: this.repository,
      healthPort,
      env: {
        ...this.environmentOf(name),
        HEALTH_PORT: String(healthPort),
        ...(isListening(name) && port !== undefined ? { PORT: String(port) } : {}),
      },
      logFile: join(this.options.directory, 'logs', `${name}.log`),
      onLost: (exit) => this.lost(service, exit),
    });
    return service;
  }

  private get repository(): string {
    return this.options.repository ?? REPOSITORY;
  }

  private environmentOf(name: ServiceName | 'migrate'): Record<string, string> {
    return {
      ...inheritedEnvironment(),
      KICKOFF_NATS_URL: this.addresses.nats,
      KICKOFF_DATABASE_URL: this.addresses.postgres,
      ...(name === 'api' ? { KICKOFF_GATEWAY_PUBLIC_URL: this.addresses.gateway } : {}),
      ...this.options.environment?.(name, this.addresses),
    };
  }

  private lost(service: ServiceProcess, { code, signal }: Exit): void {
    if (this.stopping || this.options.restart !== true) return;
    this.options.tell?.(
      `${service.name} ended (${signal ?? `exit code ${code}`}); starting it again, see ${service.logFile}`,
    );
    const timer = setTimeout(() => {
      this.restarts.delete(timer);
      service.launch();
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
  { natsUrl, databaseUrl }: PlatformOptions,
  names: readonly ServiceName[],
  ports: { readonly [name: string]: number },
  nats: NatsServer | undefined,
  postgres: PostgresServer | undefined,
): PlatformAddresses {
  const local = (name: string) => `http://localhost:${ports[name] ?? 0}`;
  return {
    nats: nats?.url ?? natsUrl ?? '',
    postgres: postgres?.url ?? databaseUrl ?? '',
    api: local('api'),
    gateway: local('gateway'),
    simulator: `http://127.0.0.1:${ports['simulator'] ?? 0}`,
    health: Object.fromEntries(names.map((name) => [name, `http://127.0.0.1:${ports[healthListener(name)] ?? 0}`])),
  };
}

/** Waits for both; when one fails, stops the other and fails. */
async function bothOrNone<
  A extends { stop(): Promise<void> } | undefined,
  B extends { stop(): Promise<void> } | undefined,
>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value];
  if (a.status === 'fulfilled') await a.value?.stop();
  if (b.status === 'fulfilled') await b.value?.stop();
  throw a.status === 'rejected' ? a.reason : b.status === 'rejected' ? b.reason : undefined;
}
