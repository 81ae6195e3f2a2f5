/** Starts a compiled program of a workspace, after installing and building what is missing: `start.mjs <file> [arguments]`. */
import { build } from './build.mjs';
import { run } from './run.mjs';

const [file, ...args] = process.argv.slice(2);
await build();
process.exitCode = await run(process.execPath, ['--enable-source-maps', file, ...args]);
