import base from '../jest.config.js';

/** Requests made at random: takes minutes, so it is run by itself. */
export default {
  ...base,
  testMatch: ['**/e2e/dist/fuzz/**/*.test.js'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
};
