import { runReplay } from './run-replay.js';

process.exitCode = await runReplay(process.argv.slice(2));
