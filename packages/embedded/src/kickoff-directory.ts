import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the repository, whatever the working directory is. */
export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** Where downloaded programs, data and logs live; safe to delete when nothing runs. */
export const KICKOFF_DIRECTORY = join(REPOSITORY, '.kickoff');
