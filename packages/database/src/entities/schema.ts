/** PostgreSQL schema of the platform. Workloads have their own. */
export const PLATFORM_SCHEMA = 'kickoff';
