import { runCli } from './cli/run-cli.js';
import { PROCESS_ENVIRONMENT } from './settings/process-environment.js';

/** Longer than a connection needs to close. */
const LEFTOVER_MS = 200;

// Not awaited: what runs until a signal never resolves, and Node takes an await that is left over for a failure.
void runCli(process.argv.slice(2), {
  environment: PROCESS_ENVIRONMENT,
  folder: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
}).then((exitCode) => {
  process.exitCode = exitCode;
  // Nothing should keep the process any more; what does, such as a server that never answers, is not waited for.
  setTimeout(() => process.exit(exitCode), LEFTOVER_MS).unref();
});
