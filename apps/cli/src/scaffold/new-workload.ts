import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../cli/command-error.js';
import { cliVersion } from '../cli/version.js';
import { newJob, write, type ScaffoldedJob } from './new-job.js';
import { camelCase, renderTemplate } from './render-template.js';

export interface NewWorkload {
  name: string;
  /** Where the package goes. */
  folder: string;
  package: string;
  summary: string;
  queue: string;
  /** That runs the queue. */
  service: string;
  /** Its first job type, a verb-noun. */
  job: string;
}

/**
 * Writes a package with a workload of one job type, which compiles and whose tests pass.
 *
 * @throws CommandError when the folder is not empty; nothing was written then
 */
export async function newWorkload(options: NewWorkload): Promise<ScaffoldedJob> {
  const { name, folder, summary, queue, service } = options;
  if ((await readdir(folder).catch(() => [])).length > 0) {
    throw new CommandError(`${folder} is not empty`, {
      code: 'EXISTS',
      where: '--folder',
      remedy: 'name a folder that is empty or not there',
    });
  }
  const files = await renderTemplate('workload', {
    workload: name,
    camelWorkload: camelCase(name),
    PREFIX: `${name.toUpperCase().replaceAll('-', '_')}_`,
    package: options.package,
    summary,
    // As Prettier would leave it.
    queueKey: queue.includes('-') ? `'${queue}'` : queue,
    service,
    version: cliVersion(),
  });
  for (const [path, text] of files) await write(join(folder, path), text);
  const job = await newJob({ folder, name: options.job, summary: 'Says what it does.', queue });
  return { ...job, written: [...files.keys(), ...job.written].sort(), edited: [] };
}
