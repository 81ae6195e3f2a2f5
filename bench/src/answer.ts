import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The next message of a measured process.
 * @throws Error when the process ends instead */
export async function answer(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the measured process ended with code ${String(code)}`);
  });
  ended.catch(() => {});
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
  return message;
}
