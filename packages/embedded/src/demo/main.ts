import { runDemo } from './run-demo.js';

process.exit(await runDemo());
