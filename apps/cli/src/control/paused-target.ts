import type { ApiClient, components } from '@kickoff/api-client';
import { answered } from '../api/answered.js';
import { UsageError } from '../cli/command-error.js';

type Paused = components['schemas']['Paused'];

/** What is to be paused or resumed: `<workload>/<queue>`, `<workload>.<type>`, a workload, or with `--all` each workload. */
export interface PauseRequest {
  target: string | undefined;
  all: boolean;
  reason: string;
}

/**
 * Pauses or resumes what is named. With `--all` one workload after the other, so that what failed can be repeated.
 *
 * @throws UsageError unless either a target or all is named
 */
export async function changePause(
  api: ApiClient,
  verb: 'pause' | 'resume',
  { target, all, reason }: PauseRequest,
): Promise<Paused[]> {
  if ((target === undefined) !== all) {
    throw new UsageError('either a queue, type or workload is needed, or --all', {
      where: `kickoff ${verb}`,
      remedy: `e.g. kickoff ${verb} weather/reporting, kickoff ${verb} weather.report-weather, kickoff ${verb} weather`,
    });
  }
  const { PLATFORM_WORKLOAD } = await import('@kickoff/contracts');
  // What operators start must go on while they pause the rest.
  const isMeant = (workload: string) => verb === 'resume' || workload !== PLATFORM_WORKLOAD;
  const targets = target === undefined ? (await workloadsOf(api)).filter(isMeant) : [target];
  const changed: Paused[] = [];
  for (const each of targets) changed.push(await change(api, verb, each, { reason }));
  return changed;
}

async function workloadsOf(api: ApiClient): Promise<string[]> {
  const { items } = await answered(api.GET('/queues'));
  return [...new Set(items.map(({ workload }) => workload))];
}

async function change(
  api: ApiClient,
  verb: 'pause' | 'resume',
  target: string,
  body: { reason: string },
): Promise<Paused> {
  const [workload = '', queue, ...more] = target.split('/');
  if (more.length > 0)
    throw new UsageError(`a queue is named <workload>/<queue>, not ${JSON.stringify(target)}`, { where: 'target' });
  if (queue !== undefined)
    return answered(api.PUT(`/queues/{workload}/{queue}/${verb}`, { params: { path: { workload, queue } }, body }));
  if (target.includes('.'))
    return answered(api.PUT(`/types/{type}/${verb}`, { params: { path: { type: target } }, body }));
  return answered(api.PUT(`/workloads/{workload}/${verb}`, { params: { path: { workload } }, body }));
}

/** A line for each. */
export function pausedText(changed: readonly Paused[]): string {
  return changed.map(({ what, paused }) => `${what} is ${paused ? 'paused' : 'resumed'}`).join('\n');
}
