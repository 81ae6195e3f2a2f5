/** Builds what is stale: TypeScript by project references, bundles for browsers by Turborepo. */
import { pathToFileURL } from 'node:url';
import { forgetBuild, isBuilt, rememberBuild } from './build-stamp.mjs';
import { installIfNeeded } from './install.mjs';
import { pruneOrphans } from './prune.mjs';
import { mustRun, program } from './run.mjs';

export async function build() {
  await installIfNeeded();
  if (isBuilt()) return;
  forgetBuild();
  pruneOrphans();
  await mustRun(process.execPath, [program('typescript', 'tsc'), '-b']);
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', DO_NOT_TRACK: '1' };
  await mustRun(
    process.execPath,
    [program('turbo', 'turbo'), 'run', 'bundle', '--output-logs=errors-only', '--no-color'],
    { env, quiet: true },
  );
  rememberBuild();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await build();
