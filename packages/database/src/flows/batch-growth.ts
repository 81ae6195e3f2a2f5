import { flowsStream, flowSubject } from '@kickoff/contracts';
import type { Broker } from '@kickoff/jobs';

/**
 * Whether jobs for a batch wait in FLOWS to be added. A job of the batch adds before its own end is told, so whoever has
 * settled the last job of a batch under the lock of its flow either counts what was added or sees it here.
 */
export async function isBatchGrowing({ manager }: Broker, flowId: string): Promise<boolean> {
  const filter = flowSubject('add', { scope: '*', flowId, id: '*' });
  const { state } = await manager.streams.info(flowsStream(), { subjects_filter: filter });
  return Object.keys(state.subjects ?? {}).length > 0;
}
