export { databaseForTest } from './database-for-test.js';
export { natsForTest } from './nats-for-test.js';

export type { DatabaseForTestOptions } from './database-for-test.js';
