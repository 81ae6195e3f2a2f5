/** Tests run as `tsc -b` compiled them. */
export default {
  testMatch: ['**/dist/**/*.test.js'],
  transform: {},
  testEnvironment: 'node',
};
