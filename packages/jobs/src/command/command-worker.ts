import { nuid } from '@nats-io/transport-node';
import {
  WorkerAnswer,
  workerAnswerSubject,
  WorkerCommand,
  workerCommandSubject,
  WorkerGone,
  WorkerRefused,
  type WorkerPlace,
  type WorkerState,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';

const TIMEOUT_MS = 5_000;

/**
 * Tells one worker what to do; resolves with what it is then. A right of the platform.
 *
 * @throws WorkerGone when this start of it does not answer; WorkerRefused with its reason
 */
export async function commandWorker(
  { connection }: Pick<Broker, 'connection'>,
  place: WorkerPlace,
  command: WorkerCommand,
): Promise<WorkerState> {
  const reply = workerAnswerSubject(place.workload, nuid.next());
  const answer = await new Promise<WorkerAnswer>((resolve, reject) => {
    const gone = () => reject(new WorkerGone(`worker ${place.token} of ${place.workload} does not answer`));
    connection.subscribe(reply, {
      max: 1,
      timeout: TIMEOUT_MS,
      callback: (error, message) => {
        // 503: nobody listens there.
        if (error || message.headers?.code === 503) return gone();
        const parsed = WorkerAnswer.safeParse(message.json());
        if (parsed.success) resolve(parsed.data);
        else gone();
      },
    });
    connection.publish(workerCommandSubject(place), JSON.stringify(WorkerCommand.parse(command)), { reply });
  });
  if (answer.ok) return answer.state;
  throw new WorkerRefused(`worker ${place.token} of ${place.workload} did not ${command.name}: ${answer.reason}`);
}
