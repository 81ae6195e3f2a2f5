/** PostgreSQL schema of the workload. */
export const PROFILE_REVIEW_SCHEMA = 'profile_review';
