import { runTogether, type ServicesInOne } from './together/run-together.js';

/** The program that the embedded platform starts. Its argument is the JSON of a `ServicesInOne`. */
await runTogether(JSON.parse(process.argv[2] ?? '') as ServicesInOne);
