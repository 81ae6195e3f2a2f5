import { join } from 'node:path';
import { KICKOFF_DIRECTORY } from '../kickoff-directory.js';

export async function findNatsServer(): Promise<string> {
  return join(KICKOFF_DIRECTORY, 'bin', 'nats-server');
}
