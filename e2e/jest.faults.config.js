import base from '../jest.config.js';

/** Kills and outages of real processes. Each test has its own, and mostly waits: two files share the two cores of a small machine. */
export default {
  ...base,
  testMatch: ['**/e2e/dist/faults/**/*.test.js', '**/dist/**/*.faults.test.js'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 300_000,
  maxWorkers: 2,
};
