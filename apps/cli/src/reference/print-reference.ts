import { COMMANDS } from '../commands/index.js';
import { cliReference } from './reference.js';

/** Prints docs/reference/cli.md. */
process.stdout.write(cliReference(COMMANDS));
