import type { ApiClient, components } from '@kickoff/api-client';
import { answered } from '../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../api/api-options.js';
import { defineApiCommand } from '../api/define-api-command.js';
import type { CommandDefinition } from '../cli/define-command.js';
import { NotFound, UsageError } from '../cli/command-error.js';

type Worker = components['schemas']['Worker'];
type Told = components['schemas']['ToldWorker'];

/** Argument of commands about one worker. */
export const WORKER_ARGUMENT = { worker: { summary: 'its id, or its name while no other worker has it' } } as const;

/** @throws NotFound; UsageError when several workers have that name */
export async function chosenWorker(api: ApiClient, wanted: string): Promise<Worker> {
  const { items } = await answered(api.GET('/workers'));
  const found = items.filter(({ id, name }) => id === wanted || name === wanted);
  if (found.length === 0)
    throw new NotFound(`no worker ${wanted} lives`, { where: 'worker', remedy: 'see `kickoff workers list`' });
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(', ');
    throw new UsageError(`${found.length} workers have that name`, { where: 'worker', remedy: `name one of ${ids}` });
  }
  return found[0]!;
}

/** The command that tells one worker something. */
export function workerCommand(
  verb: 'pause' | 'resume' | 'drain' | 'restart',
  { summary, description }: { summary: string; description?: string },
): CommandDefinition {
  return defineApiCommand({
    name: `workers ${verb}`,
    summary,
    ...(description === undefined ? {} : { description }),
    operations: [`${verb}Worker`, 'listWorkers'],
    arguments: WORKER_ARGUMENT,
    options: REASON_OPTION,
    examples: [{ line: `kickoff workers ${verb} processor-1 --reason "a new disk"` }],
    ask: async ({ api, arguments: { worker }, options: { reason = DEFAULT_REASON } }) => {
      const { id } = await chosenWorker(api, worker);
      return answered(api.POST(`/workers/{id}/${verb}`, { params: { path: { id } }, body: { reason } }));
    },
    text: ({ id, state }: Told) => `${id} is ${state}`,
  });
}
