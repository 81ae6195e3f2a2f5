import { AnnounceReply, announceSubject, SchedulerUnavailable } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';

const TIMEOUT_MS = 5_000;

/**
 * Asks the scheduler service to store something in the `control` bucket; resolves when it is stored, from where whoever
 * applies it learns of it, or with why it was refused.
 *
 * @param what for the error: `queue demo/work was not certainly paused`
 * @throws SchedulerUnavailable
 */
export async function askToStore(
  { connection }: Pick<Broker, 'connection'>,
  subject: { workload: string; kind: Parameters<typeof announceSubject>[1] },
  body: object,
  what: string,
): Promise<{ code: string; reason: string } | undefined> {
  const reply = await connection
    .request(announceSubject(subject.workload, subject.kind), JSON.stringify(body), { timeout: TIMEOUT_MS })
    .catch((cause: unknown) => {
      throw new SchedulerUnavailable(`${what}: no scheduler service answers; asking again is safe`, { cause });
    });
  const answer = AnnounceReply.parse(reply.json());
  return answer.ok ? undefined : answer;
}
