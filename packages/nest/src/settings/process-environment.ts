import type { Environment } from './parse-settings.js';

/** What the process was started with; the only place where it is read. */
export const PROCESS_ENVIRONMENT: Environment = process.env;
