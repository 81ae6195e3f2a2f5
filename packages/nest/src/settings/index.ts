/** Entry `@kickoff/nest/settings`: settings without the framework, for programs that must start fast. */
export {
  addressListSetting,
  addressSetting,
  choiceSetting,
  durationSetting,
  listSetting,
  portSetting,
  wholeNumberSetting,
} from './kinds.js';
export { metaOf, parseSettings, settingProblems, withoutPassword } from './parse-settings.js';
export {
  brokerSettings,
  databaseSettings,
  optionalDatabaseSettings,
  platformSettings,
  workerSettings,
  workloadsSettings,
} from './platform-settings.js';
export { PROCESS_ENVIRONMENT } from './process-environment.js';
export { platformNames, SERVICE_SETTINGS } from './service-settings.js';

export type { SettingMeta } from './kinds.js';
export type { Environment, SettingProblem } from './parse-settings.js';
export type { ServiceName } from './service-settings.js';
