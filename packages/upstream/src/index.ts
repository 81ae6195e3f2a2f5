export { checked } from './bodies/checked.js';
export { csvBody } from './bodies/csv-body.js';
export { jsonBody } from './bodies/json-body.js';
export { xmlBody } from './bodies/xml-body.js';
export { assertSucceeded } from './client/assert-succeeded.js';
export { nextUtcMidnight, retryAfter } from './client/retry-after.js';
export { UpstreamClient } from './client/upstream-client.js';
export { UpstreamResponse } from './client/upstream-response.js';
export { withFetch } from './client/with-fetch.js';
export { askForJob } from './job/ask-for-job.js';
export { heedUpstream } from './job/heed-upstream.js';
export {
  UpstreamAnsweredHtml,
  UpstreamError,
  UpstreamFailed,
  UpstreamHeldBack,
  UpstreamKeyRejected,
  UpstreamNotCsv,
  UpstreamNotFound,
  UpstreamNotJson,
  UpstreamNotReady,
  UpstreamNotXml,
  UpstreamQuotaUsedUp,
  UpstreamRateLimited,
  UpstreamRefused,
  UpstreamResponseCut,
  UpstreamResponseTooLarge,
  UpstreamSchemaInvalid,
  UpstreamTimedOut,
  UpstreamUnavailable,
  UpstreamUnreachable,
} from './upstream-errors.js';

export type { XmlOptions } from './bodies/xml-body.js';
export type { FailureOptions } from './client/assert-succeeded.js';
export type { UpstreamClientOptions, UpstreamRequest } from './client/upstream-client.js';
export type { ResponseHeaders } from './client/upstream-response.js';
export type { AskOptions } from './job/ask-for-job.js';
export type { HeldBack } from './job/heed-upstream.js';
export type { UpstreamJob, UpstreamLimit } from './job/upstream-job.js';
export type { BodyIssue, RequestName } from './upstream-errors.js';
