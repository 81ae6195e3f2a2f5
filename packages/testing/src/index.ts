export { recordedData } from './recorded-data.js';
export { simulatorForTest } from './simulator-for-test.js';
export { tablesUnlikeEntities, workloadDataSource, workloadTemplate } from './workload-database.js';
export { workloadForTest } from './workload-for-test.js';

export type { RecordedData } from './recorded-data.js';
export type { Simulator, SimulatorForTest, SimulatorForTestOptions } from './simulator-for-test.js';
export type { EndedJob, ReceivedMessage, WorkloadForTest, WorkloadForTestOptions } from './workload-for-test.js';
