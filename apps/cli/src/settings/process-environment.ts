import type { Environment } from '@kickoff/nest/settings';

/** What this process was started with. Read here and not by the settings' own module, which help and completion need not load. */
export const PROCESS_ENVIRONMENT: Environment = process.env;
