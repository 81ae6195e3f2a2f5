import { DeadLetter } from '@kickoff/contracts';
import type { Broker } from '@kickoff/jobs';

/** Jobs that ended as dead letters, oldest first. */
export async function deadLetters(broker: Broker): Promise<DeadLetter[]> {
  const { state } = await broker.manager.streams.info('DEAD');
  const letters: DeadLetter[] = [];
  // The server refuses to look for a message in an empty stream.
  if (state.messages === 0) return letters;
  for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
    const message = await broker.manager.streams.getMessage('DEAD', { seq });
    if (message) letters.push(DeadLetter.parse(message.json()));
  }
  return letters;
}
