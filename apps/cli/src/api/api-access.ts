import { readFile } from 'node:fs/promises';
import { parseSettings, type Environment } from '@kickoff/nest/settings';
import { CommandError, UsageError } from '../cli/command-error.js';
import { EXIT_CODES } from '../cli/exit-codes.js';
import { commandSettings } from '../config/command-settings.js';

/** Where the api is and who asks. */
export interface ApiAccess {
  url: string;
  key: string;
}

/** Of messages about a key. */
export const KEY_PLACE = 'KICKOFF_API_KEY, KICKOFF_API_KEY_FILE or --api-key-file';

/**
 * Address and key of the settings. A key never stands on the command line, where other users of the machine and the
 * shell's history see it.
 *
 * @throws ConfigurationInvalid for a wrong setting, UsageError when address or key is missing or the file cannot be read
 */
export async function apiAccess(environment: Environment, path: (relative: string) => string): Promise<ApiAccess> {
  const settings = parseSettings(commandSettings, environment);
  const { KICKOFF_API_URL: url, KICKOFF_API_KEY: given, KICKOFF_API_KEY_FILE: file } = settings;
  if (url === undefined) {
    throw new UsageError('this command asks the api, and its address is not known', {
      where: 'KICKOFF_API_URL or --api-url',
      remedy: 'export KICKOFF_API_URL=http://localhost:3000',
    });
  }
  const key = file === undefined ? given : await keyOf(path(file));
  if (key !== undefined && key !== '') return { url, key };
  throw new UsageError('this command asks the api, and there is no key for it', {
    where: KEY_PLACE,
    remedy: 'the api prints the first key at its first start; an admin makes others by `kickoff keys create`',
  });
}

async function keyOf(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new CommandError(`the key's file cannot be read: ${(error as Error).message}`, {
      code: 'USAGE',
      where: 'KICKOFF_API_KEY_FILE or --api-key-file',
      remedy: 'name a file that holds the key and nothing else',
      exitCode: EXIT_CODES.usage,
      cause: error,
    });
  }
}
