/** Runs Jest on the compiled tests, after installing and building what is missing. Arguments are Jest's. */
import { build } from './build.mjs';
import { program, run } from './run.mjs';

await build();
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
process.exitCode = await run(process.execPath, [...flags, program('jest', 'jest'), ...process.argv.slice(2)], {
  // Workers are processes of their own and need the flags too.
  env: { ...process.env, NODE_OPTIONS: [process.env.NODE_OPTIONS, ...flags].filter(Boolean).join(' ') },
});
