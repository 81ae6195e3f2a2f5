/** Injects the settings of the service (`z.output` of its schema). */
export const SETTINGS = Symbol('kickoff.settings');

/** Injects the loaded workloads with their settings (`readonly ServiceWorkload[]`). */
export const WORKLOADS = Symbol('kickoff.workloads');

/** Injects the parsed settings of the workload that the class belongs to. */
export const WORKLOAD_SETTINGS = Symbol('kickoff.workload-settings');

/** Injects the ServiceContext: name, version, log, broker, database and the above. */
export const SERVICE_CONTEXT = Symbol('kickoff.service-context');
