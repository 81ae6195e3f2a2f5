import base from '../jest.config.js';

/** Ten thousand jobs under random kills: takes minutes, so it is run by itself. */
export default {
  ...base,
  testMatch: ['**/e2e/dist/chaos/**/*.test.js'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 600_000,
  maxWorkers: 1,
};
