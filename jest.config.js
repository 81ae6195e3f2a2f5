/**
 * Unit and integration tests: the compiled test files of every workspace. Kills, outages and load have their own runs
 * (e2e/jest.*.config.js): what is in e2e/src/{faults,load,chaos,fuzz}, and every x.faults.test.ts and x.load.test.ts.
 */
export default {
  rootDir: import.meta.dirname,
  roots: ['packages', 'workloads', 'apps', 'bench', 'e2e'].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/dist/**/*.test.js'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/e2e/dist/faults/',
    '/e2e/dist/load/',
    '/e2e/dist/chaos/',
    '/e2e/dist/fuzz/',
    '\\.(faults|load)\\.test\\.js$',
  ],
  // TypeScript has been compiled by `tsc -b`; Node runs the result as it is.
  transform: {},
  testEnvironment: 'node',
  globalSetup: '<rootDir>/packages/embedded/dist/testing/jest-global-setup.js',
  globalTeardown: '<rootDir>/packages/embedded/dist/testing/jest-global-teardown.js',
  // A limit for what hangs; the machine may be busy, and no test may fail for that.
  testTimeout: 180_000,
  // One more than the cores of the smallest machine: most tests wait for servers and timers. Four are no faster there.
  maxWorkers: 3,
};
