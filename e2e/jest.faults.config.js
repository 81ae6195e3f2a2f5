import base from '../jest.config.js';

/** Kills and outages: real processes, one test file after the other, so that a kill hits only its own test. */
export default {
  ...base,
  testMatch: ['**/e2e/dist/faults/**/*.test.js', '**/dist/**/*.faults.test.js'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 300_000,
  maxWorkers: 1,
};
