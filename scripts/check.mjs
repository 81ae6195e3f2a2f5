/** Everything that must hold before a change goes in and that is not a test. Runs all checks and fails when one does. */
import { build } from './build.mjs';
import { undeclaredDependencies } from './check/dependencies.mjs';
import { outdatedFiles } from './generate.mjs';
import { program, run } from './run.mjs';

const checks = {
  'format (npx prettier --write .)': () => run(process.execPath, [program('prettier', 'prettier'), '--check', '.']),
  lint: () => run(process.execPath, [program('oxlint', 'oxlint'), '--type-aware', '--deny-warnings']),
  'declared dependencies': () => report(undeclaredDependencies()),
  'generated files (npm run generate)': async () => report(await outdatedFiles()),
};

await build();
const failed = [];
for (const [name, check] of Object.entries(checks)) {
  if ((await check()) !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\ncheck failed: ${failed.join(', ')}`);
  process.exitCode = 1;
} else {
  console.log('check passed: build, format, lint, declared dependencies, generated files');
}

function report(problems) {
  for (const problem of problems) console.error(problem);
  return problems.length === 0 ? 0 : 1;
}
