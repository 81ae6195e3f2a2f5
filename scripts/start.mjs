/**
 * Runs a compiled program after installing and building what is missing: `start.mjs <file> [arguments]`. It runs in this
 * very process, so that signals and exit codes are its own.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { ROOT } from './run.mjs';

const [node, , file, ...args] = process.argv;
await build();
process.setSourceMapsEnabled(true);
process.argv = [node, resolve(ROOT, file), ...args];
await import(pathToFileURL(process.argv[1]).href);
