import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandError, NotFound } from '../cli/command-error.js';
import { addExport, addToList } from './list-edits.js';
import { camelCase, pascalCase, renderTemplate } from './render-template.js';

export interface NewJob {
  /** Folder of the workload's package. */
  folder: string;
  /** The verb-noun. */
  name: string;
  summary: string;
  /** Default: the first of the workload. */
  queue?: string;
}

export interface ScaffoldedJob {
  type: string;
  /** Paths in the folder. */
  written: string[];
  edited: string[];
  /** What could not be edited, one instruction each. */
  byHand: string[];
}

const WORKLOAD = join('src', 'contracts', 'workload.ts');

/**
 * Adds a job type to a workload: contract, handler, test, and its places in the lists.
 *
 * @throws NotFound when the folder holds no workload, CommandError when the type is there; nothing was written then
 */
export async function newJob({ folder, name, summary, queue }: NewJob): Promise<ScaffoldedJob> {
  const { workload, firstQueue } = await readWorkload(folder);
  const words = {
    workload,
    job: name,
    summary,
    queue: queue ?? firstQueue,
    camelJob: camelCase(name),
    PascalJob: pascalCase(name),
  };
  const files = await renderTemplate('job', words);
  for (const path of files.keys()) {
    if (!existsSync(join(folder, path))) continue;
    throw new CommandError(`${workload}.${name} is there already`, {
      code: 'EXISTS',
      where: join(folder, path),
      remedy: 'choose another name',
    });
  }
  for (const [path, text] of files) await write(join(folder, path), text);
  const result: ScaffoldedJob = {
    type: `${workload}.${name}`,
    written: [...files.keys()].sort(),
    edited: [],
    byHand: [],
  };
  for (const { path, edit, advice } of editsOf(words)) {
    const text = await readFile(join(folder, path), 'utf8').catch(() => undefined);
    const edited = text === undefined ? undefined : edit(text);
    if (edited === undefined) result.byHand.push(`${path}: ${advice}`);
    else {
      await writeFile(join(folder, path), edited);
      result.edited.push(path);
    }
  }
  return result;
}

function editsOf({ job, camelJob, PascalJob }: { job: string; camelJob: string; PascalJob: string }) {
  const contract = { name: camelJob, from: `./${job}.js` };
  const handler = { name: PascalJob, from: `./handlers/${job}.js` };
  return [
    {
      path: WORKLOAD,
      edit: (text: string) => addToList(text, 'contracts', contract),
      advice: `add ${camelJob} to "contracts", in alphabetical order`,
    },
    {
      path: join('src', 'contracts', 'index.ts'),
      edit: (text: string) => addExport(text, contract),
      advice: `export { ${camelJob} } from '${contract.from}'`,
    },
    {
      path: join('src', 'worker.ts'),
      edit: (text: string) => addToList(text, 'handlers', handler),
      advice: `add ${PascalJob} of '${handler.from}' to "handlers"`,
    },
  ];
}

async function readWorkload(folder: string): Promise<{ workload: string; firstQueue: string }> {
  const text = await readFile(join(folder, WORKLOAD), 'utf8').catch(() => '');
  const workload = /\bname: '([\w-]+)'/.exec(text)?.[1];
  const firstQueue = /\bqueues: \{\s*'?([\w-]+)'?:/.exec(text)?.[1];
  if (workload !== undefined && firstQueue !== undefined) return { workload, firstQueue };
  throw new NotFound(`${folder} holds no workload`, {
    where: join(folder, WORKLOAD),
    remedy: 'name the folder of one, or make one with `kickoff new workload`',
  });
}

/** Makes the folders above it, too. */
export async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
