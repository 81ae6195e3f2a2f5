import { isName } from '@kickoff/contracts';
import { UsageError } from '../cli/command-error.js';

/** @throws UsageError for a word that can be no name of a workload, queue or job */
export function assertName(where: string, name: string): void {
  if (isName(name)) return;
  throw new UsageError(`${where} must be kebab-case, got ${JSON.stringify(name)}`, {
    where,
    remedy: 'write lower-case words and digits with dashes between them, beginning with a letter: send-mail',
  });
}
