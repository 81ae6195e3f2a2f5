import base from '../jest.config.js';

/** Load, whole evenings, and every operation on a running system: one test file after the other, since they measure. */
export default {
  ...base,
  testMatch: ['**/e2e/dist/load/**/*.test.js', '**/dist/**/*.load.test.js'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 300_000,
  maxWorkers: 1,
};
