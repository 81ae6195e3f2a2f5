/**
 * Several services in one process, each with settings of its own. Loading the framework, the ORM and the SDK is most of a
 * service's start, and here it is done once.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROCESS_ENVIRONMENT } from '../settings/process-environment.js';
import type { ImportEntry } from '../workload/load-workloads.js';

export interface ServicesInOne {
  /** Folder that holds `apps`. */
  readonly repository: string;
  /** In the order in which they are stopped. */
  readonly services: readonly {
    readonly name: string;
    /** What it gets besides the environment of the process. */
    readonly environment: Readonly<Record<string, string | undefined>>;
  }[];
}

export interface TogetherOptions {
  /** Imports entries of workloads. Default: `import`. */
  readonly importEntry?: ImportEntry;
  /** Called once every service has started. */
  readonly onStarted?: () => void;
}

/** What `dist/service.js` of an app exports. */
interface ServiceModule {
  readonly start: (
    environment: Readonly<Record<string, string | undefined>>,
    importEntry?: ImportEntry,
  ) => Promise<RunningService>;
}

interface RunningService {
  stop(): Promise<void>;
  /** Resolves when it wants to be started anew. */
  readonly drained?: Promise<void>;
}

/** How long services that still wait for a server get to end by themselves. */
const UNSTARTED_GRACE_MS = 2_000;

/**
 * Makes this process that of the services: it ends with code 0 after SIGTERM or SIGINT, and with 1 and one line on standard
 * error when one of them cannot start or throws what nobody catches. Resolves when all have started.
 */
export async function runTogether(
  { repository, services }: ServicesInOne,
  { importEntry, onStarted }: TogetherOptions = {},
): Promise<void> {
  const starting = Promise.all(services.map((service) => startOne(repository, service, importEntry)));
  let stop = (): void => {
    const late = setTimeout(() => process.exit(0), UNSTARTED_GRACE_MS).unref();
    void starting.then(() => {
      clearTimeout(late);
      stop();
    });
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop());
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) =>
      fail(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );

  // A wrong setting is told without a stack: its name is all there is to know.
  const running = await starting.catch(({ message }: Error) => fail(message));
  stop = () => {
    stop = () => {};
    void stopAll(running);
  };
  void Promise.race(running.map(({ drained }) => drained ?? new Promise(() => {}))).then(() => stop());
  onStarted?.();
}

async function startOne(
  repository: string,
  { name, environment }: ServicesInOne['services'][number],
  importEntry: ImportEntry | undefined,
): Promise<RunningService> {
  try {
    const path = join(repository, 'apps', name, 'dist', 'service.js');
    const { start } = (await import(pathToFileURL(path).href)) as ServiceModule;
    return await start({ ...PROCESS_ENVIRONMENT, ...environment }, importEntry);
  } catch (error) {
    throw new Error(`${name} cannot start: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

async function stopAll(running: readonly RunningService[]): Promise<void> {
  for (const service of running) await service.stop();
  process.exit(0);
}

function fail(text: string): never {
  process.stderr.write(`${text.replace(/\s*\n\s*/g, ' | ')}\n`);
  process.exit(1);
}
