/** What the global set-up of a Jest run tells its test files: Jest hands its environment on to its workers. */

/** The PostgreSQL of this run. */
export interface TestRun {
  /** Address of the maintenance database. */
  readonly databaseUrl: string;
  /** Unlike that of any other run on the same server; letters and digits. */
  readonly id: string;
}

/** @throws Error outside a Jest run with our global set-up */
export function currentTestRun(): TestRun {
  const databaseUrl = process.env['KICKOFF_TEST_DATABASE_URL'];
  const id = process.env['KICKOFF_TEST_RUN'];
  if (!databaseUrl || !id) {
    throw new Error(
      'KICKOFF_TEST_DATABASE_URL is not set: run the tests with a Jest configuration that has our globalSetup',
    );
  }
  return { databaseUrl, id };
}

/** Called by the global set-up. */
export function announceTestRun({ databaseUrl, id }: TestRun): void {
  process.env['KICKOFF_TEST_DATABASE_URL'] = databaseUrl;
  process.env['KICKOFF_TEST_RUN'] = id;
}
