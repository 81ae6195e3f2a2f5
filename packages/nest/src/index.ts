export { defineManifest } from './workload/workload-manifest.js';

export type { WorkloadDatabase, WorkloadManifest, WorkloadPage } from './workload/workload-manifest.js';
