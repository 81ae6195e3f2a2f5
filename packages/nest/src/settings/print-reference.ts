import { loadWorkloads } from '../workload/load-workloads.js';
import { settingsReference } from './reference.js';

/** Prints docs/reference/settings.md for the workload packages given as arguments. */
const loaded = await loadWorkloads(process.argv.slice(2));
process.stdout.write(
  settingsReference(
    loaded.map(({ workload, manifest }) => ({
      name: workload.name,
      summary: workload.summary,
      settings: manifest.settings,
    })),
  ),
);
