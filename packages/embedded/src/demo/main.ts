import { runDemo } from './run-demo.js';

const [, , directory, repository] = process.argv;
process.exit(
  await runDemo({
    ...(directory === undefined ? {} : { directory }),
    ...(repository === undefined ? {} : { repository }),
  }),
);
