import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROCESS_ENVIRONMENT } from '@kickoff/nest/settings';
import { pathTo } from '../deployment/repository-for-test.js';
import { installPacked, programOf } from './packed-sdk.js';

const run = promisify(execFile);

/**
 * A team that has the SDK and nothing of the repository: a package `@acme/<workload>` in a folder of its own, scaffolded by
 * the command, with the packed SDK. It changes the scaffold as a team would: its job tells the channel `boards/:name`.
 */
export class Team {
  private readonly workers: ChildProcess[] = [];

  private constructor(
    readonly workload: string,
    /** Of the package. */
    readonly folder: string,
    private readonly parent: string,
    /** Settings by which its programs find the installation. */
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  static async start(workload: string, settings: Readonly<Record<string, string>>): Promise<Team> {
    const parent = await mkdtemp(join(tmpdir(), 'kickoff-team-'));
    const team = new Team(workload, join(parent, workload), parent, settings);
    const words = ['--package', team.packageName, '--job', 'write-line', '--queue', 'writing', '--service', 'external'];
    await team.program(pathTo('apps/cli/bin/kickoff.js'), ['new', 'workload', workload, ...words], parent);
    await installPacked(team.folder);
    await team.tellChannel();
    await team.program(join(team.folder, 'node_modules', 'typescript', 'bin', 'tsc'), ['-b']);
    return team;
  }

  get packageName(): string {
    return `@acme/${this.workload}`;
  }

  /** Runs the installed command to its end; what it prints as JSON. Fails with what it wrote when it fails. */
  async kickoff(words: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const program = await programOf(this.folder, '@kickoff/cli', 'kickoff');
    return JSON.parse(await this.program(program, [...words, '--json'], this.folder, settings)) as unknown;
  }

  /** Starts `kickoff work` in the package, a process of its own. */
  async work(): Promise<void> {
    const program = await programOf(this.folder, '@kickoff/cli', 'kickoff');
    const child = spawn(process.execPath, [program, 'work', '--workload', '.'], {
      cwd: this.folder,
      env: this.environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.workers.push(child);
    await new Promise<void>((resolve, reject) => {
      let written = '';
      const look = (chunk: Buffer): void => {
        written += chunk.toString();
        if (written.includes('"msg":"started"')) resolve();
      };
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      child.once('exit', (code) => reject(new Error(`the worker ended with ${code}: ${written}`)));
    });
  }

  async stop(): Promise<void> {
    for (const worker of this.workers) {
      if (worker.exitCode !== null) continue;
      worker.kill('SIGTERM');
      await once(worker, 'exit');
    }
    await rm(this.parent, { recursive: true, force: true });
  }

  private async tellChannel(): Promise<void> {
    const edit = async (path: string, from: string, to: string): Promise<void> => {
      const file = join(this.folder, 'src', path);
      const text = await readFile(file, 'utf8');
      if (!text.includes(from)) throw new Error(`${path} is scaffolded otherwise than this test thinks`);
      await writeFile(file, text.replace(from, to));
    };
    const channels = `[{ pattern: 'boards/:name', visibility: 'public' }, { pattern: 'drafts/:name', visibility: 'private' }]`;
    await edit('contracts/workload.ts', '\n});', `\n  channels: ${channels},\n});`);
    const broadcasts = ['boards', 'drafts'].map(
      (kind) => `await job.broadcast(\`${this.workload}/${kind}/\${name}\`, 'line', { attempt: job.attempt });`,
    );
    await edit('handlers/write-line.ts', '  run(', '  async run(');
    await edit('handlers/write-line.ts', '    return', `    ${broadcasts.join('\n    ')}\n    return`);
  }

  private async program(
    program: string,
    words: readonly string[],
    cwd = this.folder,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const env = { ...this.environment(), ...settings };
    return (await run(process.execPath, [program, ...words], { cwd, env })).stdout;
  }

  private environment(): Record<string, string | undefined> {
    const { PATH, HOME } = PROCESS_ENVIRONMENT;
    return { PATH, HOME, ...this.settings };
  }
}
