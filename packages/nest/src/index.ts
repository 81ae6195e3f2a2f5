export { refuseUnknownNames } from '@kickoff/contracts';
export { handledContract, Handles, JETSTREAM_TRANSPORT } from './handler/handles.js';
export { REQUIRED_ROLE, RequiresRole } from './access/requires-role.js';
export { DependencyWatch } from './health/dependency-watch.js';
export { Readiness } from './health/readiness.js';
export { createLog } from './logging/service-log.js';
export { ServiceMetrics } from './metrics/service-metrics.js';
export { brokerOptions } from './service/connect-broker.js';
export { KickoffModule } from './service/kickoff-module.js';
export { runService } from './service/run-service.js';
export { startService } from './service/start-service.js';
export { SERVICE_CONTEXT, SETTINGS, WORKLOAD_SETTINGS, WORKLOADS } from './service/tokens.js';
export {
  addressListSetting,
  addressSetting,
  choiceSetting,
  durationSetting,
  listSetting,
  portSetting,
  wholeNumberSetting,
} from './settings/kinds.js';
export { parseSettings, withoutPassword } from './settings/parse-settings.js';
export {
  databaseSettings,
  httpSettings,
  LOG_LEVELS,
  platformSettings,
  workerSettings,
} from './settings/platform-settings.js';
export { PROCESS_ENVIRONMENT } from './settings/process-environment.js';
export { settingsReference } from './settings/reference.js';
export { platformNames, SERVICE_SETTINGS } from './settings/service-settings.js';
export { runTogether } from './together/run-together.js';
export { JetStreamStrategy } from './transport/jetstream-strategy.js';
export { KeepErrorClass } from './transport/keep-error-class.js';
export { importRows, importSchedules } from './workload/importer.js';
export { loadWorkloads, settingsPrefix, workloadSettings } from './workload/load-workloads.js';
export { servedBy } from './workload/served-queues.js';
export { defineManifest } from './workload/workload-manifest.js';
export { workloadModule } from './workload/workload-module.js';

export type { Dependency, DependencyWatchOptions } from './health/dependency-watch.js';
export type { DependencyState, ReadinessReport } from './health/readiness.js';
export type { ServiceLog } from './logging/service-log.js';
export type {
  ServiceContext,
  ServiceDatabase,
  ServiceDefinition,
  ServicePlan,
  ServiceSettings,
  ServiceSurroundings,
  ServiceWorkload,
} from './service/service-definition.js';
export type { RunningService } from './service/start-service.js';
export type { SettingMeta } from './settings/kinds.js';
export type { Environment } from './settings/parse-settings.js';
export type { ApiSettings, DatabaseSettings, PlatformSettings, WorkerSettings } from './settings/platform-settings.js';
export type { WorkloadReference } from './settings/reference.js';
export type { ServiceName } from './settings/service-settings.js';
export type { RunBound, RunningWorkers, StartWorkers } from './transport/jetstream-strategy.js';
export type { ServicesInOne, TogetherOptions } from './together/run-together.js';
export type { ImportedSchedule, Importer, RowImporter, RowWriter, ScheduleImporter } from './workload/importer.js';
export type { ImportEntry, LoadedWorkload } from './workload/load-workloads.js';
export type { ServedWorkload, ServesQueue } from './workload/served-queues.js';
export type { WorkloadDatabase, WorkloadManifest, WorkloadPage } from './workload/workload-manifest.js';
export type { WorkloadEntrances } from './workload/workload-module.js';
