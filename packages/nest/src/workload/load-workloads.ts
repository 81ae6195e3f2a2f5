import { ConfigurationInvalid, PLATFORM_WORKLOAD, refuseUnknownNames, type Workload } from '@kickoff/contracts';
import { parseSettings, type Environment } from '../settings/parse-settings.js';
import type { WorkloadManifest } from './workload-manifest.js';

/** A workload's package after import. */
export interface LoadedWorkload {
  /** Name of its npm package. */
  packageName: string;
  workload: Workload;
  manifest: WorkloadManifest;
}

/** Imports one entry of a package; replaced in tests and by teams that bundle their workloads. */
export type ImportEntry = (specifier: string) => Promise<unknown>;

/**
 * Imports the two entries of each workload package: `./contracts` (export `workload`) and `./worker` (default export, a
 * manifest). The only place where the platform learns of a workload.
 *
 * @throws ConfigurationInvalid on `KICKOFF_WORKLOADS` that says which package lacks what
 */
export async function loadWorkloads(
  packageNames: readonly string[],
  importEntry: ImportEntry = (specifier) => import(specifier),
): Promise<LoadedWorkload[]> {
  const loaded: LoadedWorkload[] = [];
  for (const packageName of packageNames) {
    const contracts = await importOf(`${packageName}/contracts`, packageName, importEntry);
    const worker = await importOf(`${packageName}/worker`, packageName, importEntry);
    const workload = contracts['workload'];
    const manifest = worker['default'];
    if (!isWorkload(workload)) {
      throw invalid(`names ${packageName}, whose ./contracts entry exports no "workload" made by defineWorkload`);
    }
    if (!isManifest(manifest)) {
      throw invalid(`names ${packageName}, whose ./worker entry has no default export made by defineManifest`);
    }
    if (manifest.workload !== workload) {
      throw invalid(`names ${packageName}, whose ./worker manifest is not for the workload of its ./contracts entry`);
    }
    if (workload.name === PLATFORM_WORKLOAD)
      throw invalid(`names ${packageName}, whose workload is called ${PLATFORM_WORKLOAD}: that is the platform's own`);
    const twin = loaded.find((other) => other.workload.name === workload.name);
    if (twin) {
      throw invalid(`names ${packageName} and ${twin.packageName}, which are both the workload ${workload.name}`);
    }
    refuseForeignNames(packageName, manifest);
    loaded.push({ packageName, workload, manifest });
  }
  return loaded;
}

/** What the names of a workload's settings start with: `live-scores` has `LIVE_SCORES_`. */
export function settingsPrefix(workload: string): string {
  return `${workload.toUpperCase().replaceAll('-', '_')}_`;
}

/**
 * Parses the settings of one workload and refuses unknown names with its prefix.
 *
 * @throws ConfigurationInvalid naming the setting
 */
export function workloadSettings({ workload, manifest }: LoadedWorkload, environment: Environment) {
  refuseUnknownNames(environment, {
    prefix: settingsPrefix(workload.name),
    known: Object.keys(manifest.settings.shape),
  });
  return parseSettings(manifest.settings, environment);
}

async function importOf(
  specifier: string,
  packageName: string,
  importEntry: ImportEntry,
): Promise<Record<string, unknown>> {
  try {
    return (await importEntry(specifier)) as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Only a package that cannot be found is a wrong setting; what fails inside a workload keeps its own message.
    const missing = 'code' in error && (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND');
    if (missing && error.message.includes(packageName)) {
      throw invalid(`names ${packageName}, which is not installed here or not built`);
    }
    if ('code' in error && error.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') {
      throw invalid(
        `names ${packageName}, whose package.json exports no .${specifier.slice(packageName.length)} entry`,
      );
    }
    throw error;
  }
}

function refuseForeignNames(packageName: string, { workload, settings }: WorkloadManifest): void {
  const prefix = settingsPrefix(workload.name);
  const foreign = Object.keys(settings.shape).find((name) => !name.startsWith(prefix));
  if (foreign) {
    throw new ConfigurationInvalid(
      `${workload.name}.settings`,
      `of ${packageName} has ${foreign}; names must start with ${prefix}`,
    );
  }
}

function isWorkload(value: unknown): value is Workload {
  return typeof value === 'object' && value !== null && 'contracts' in value && 'queues' in value && 'name' in value;
}

function isManifest(value: unknown): value is WorkloadManifest {
  return (
    typeof value === 'object' && value !== null && 'workload' in value && 'handlers' in value && 'settings' in value
  );
}

function invalid(problem: string): ConfigurationInvalid {
  return new ConfigurationInvalid('KICKOFF_WORKLOADS', problem);
}
