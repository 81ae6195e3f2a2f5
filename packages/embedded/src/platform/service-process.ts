/** A process of the platform: one service, or several in one. */
import { type Exit, ServerProcess } from '../process/server-process.js';

/**
 * How every service is run, here and in its image. Jobs are short-lived garbage: with Node's young generation of 16 MB a
 * busy worker spends a quarter of its time collecting it.
 */
const NODE_OPTIONS = ['--enable-source-maps', '--max-semi-space-size=64'];

export interface ServiceProcessOptions {
  /** What messages call it. */
  readonly name: string;
  /** The compiled program and its arguments. */
  readonly program: readonly string[];
  /** Complete environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Where each of its services answers probes. */
  readonly healthPorts: readonly number[];
  /** Folder that holds `apps`. */
  readonly repository: string;
  readonly logFile: string;
  /** Called when it ends and nobody asked for that. */
  readonly onLost: (exit: Exit) => void;
}

const READY_TIMEOUT_MS = 60_000;

export class ServiceProcess {
  private process: ServerProcess | undefined;
  private expected = false;

  constructor(private readonly options: ServiceProcessOptions) {}

  get name(): string {
    return this.options.name;
  }

  /** Process number while it runs. */
  get pid(): number | undefined {
    return this.running ? this.process?.pid : undefined;
  }

  get running(): boolean {
    return this.process?.running ?? false;
  }

  get logFile(): string {
    return this.options.logFile;
  }

  /** Starts the process without waiting. */
  launch(): void {
    const { name, program, env, logFile, onLost, repository } = this.options;
    if (this.running) throw new Error(`${name} runs already`);
    this.expected = false;
    const child = new ServerProcess({
      name,
      command: process.execPath,
      args: [...NODE_OPTIONS, ...program],
      env,
      logFile,
      cwd: repository,
      stopSignal: 'SIGTERM',
    });
    this.process = child;
    void child.exited.then((exit) => {
      if (!this.expected && this.process === child) onLost(exit);
    });
  }

  /** Waits until every service in it says that it is ready.
   * @throws Error with the end of its log when it ends first */
  async ready(): Promise<void> {
    for (const port of this.options.healthPorts) await this.process?.ready(() => isReady(port), READY_TIMEOUT_MS);
  }

  /** Starts the process and waits until it is ready. */
  async start(): Promise<void> {
    this.launch();
    await this.ready();
  }

  /** Ends it at once, as a crash would. It is not started again by itself. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.expected = true;
    await this.process?.kill(signal);
  }

  /** Ends it in an orderly way. */
  async stop(graceMs: number): Promise<void> {
    this.expected = true;
    await this.process?.stop(graceMs);
  }
}

async function isReady(port: number): Promise<true | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok || undefined;
  } catch {
    return undefined;
  }
}
