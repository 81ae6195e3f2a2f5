export { assertEnqueued, enqueuedJobs } from './assert-enqueued.js';
export { drain } from './drain.js';
export { FakeClock } from './fake-clock.js';
export { runInline } from './run-inline.js';

export type { DrainedJob, DrainOptions } from './drain.js';
export type { EnqueuedExpectation } from './assert-enqueued.js';
export type { EnqueuedJob } from './enqueued-job.js';
export type { InlineBroadcast } from './inline-client.js';
export type { InlineOptions, InlineResult } from './run-inline.js';
