import { jobsStream, LIMIT_OWNERS_SUBJECT } from '@kickoff/contracts';
import { inputStream, inputSubjects } from '../large-input/input-bucket.js';
import { OUTBOX_HINT_SUBJECT } from './outbox-hint.js';

/** What a broker user of one team may publish and subscribe to; the shape of the server's `permissions` block. */
export interface Permissions {
  publish: string[];
  subscribe: string[];
}

/** Prefix of a workload's inboxes: whoever may listen to another's would read the jobs that are delivered there. */
export function workloadInbox(workload: string): string {
  return `_INBOX.${workload}`;
}

/**
 * All that the SDK's clients and workers of one workload need. The stream is the unit of rights: the broker does not check
 * schedules, roll-ups, purges and gets per subject, so a team has its own stream whole and of another's nothing.
 *
 * What several teams share is written by subject only (`EVENTS`, `DEAD` and `BROADCAST` refuse roll-ups and purges from
 * their subjects); buckets are read, never written.
 */
export function workloadPermissions(workload: string): Permissions {
  const stream = jobsStream(workload);
  return {
    publish: [
      `jobs.${workload}.>`,
      `$JS.ACK.${stream}.>`,
      `$JS.API.CONSUMER.CREATE.${stream}.>`,
      `$JS.API.CONSUMER.INFO.${stream}.>`,
      `$JS.API.CONSUMER.MSG.NEXT.${stream}.>`,
      `$JS.API.STREAM.INFO.${stream}`,
      `$JS.API.STREAM.MSG.GET.${stream}`,
      `$JS.API.STREAM.MSG.DELETE.${stream}`,
      `events.${workload}.>`,
      `dead.${workload}.>`,
      `broadcast.${workload}.>`,
      `announce.${workload}.>`,
      `limits.${workload}.>`,
      `flows.*.${workload}.>`,
      `parents.${workload}.*`,
      `lines.${workload}.>`,
      `notify.${workload}.*`,
      OUTBOX_HINT_SUBJECT,
      // The workload's own object store, for inputs that are too large for a message.
      inputSubjects(workload),
      `$JS.API.STREAM.INFO.${inputStream(workload)}`,
      `$JS.API.STREAM.PURGE.${inputStream(workload)}`,
      `$JS.API.STREAM.MSG.GET.${inputStream(workload)}`,
      `$JS.API.DIRECT.GET.${inputStream(workload)}.>`,
      `$JS.API.CONSUMER.CREATE.${inputStream(workload)}.>`,
      `$JS.API.CONSUMER.INFO.${inputStream(workload)}.>`,
      `$JS.API.CONSUMER.DELETE.${inputStream(workload)}.>`,
      `$JS.FC.${inputStream(workload)}.>`,
      // Reading `control` (a watch is an ordered consumer) and asking whether a type is registered.
      '$JS.API.STREAM.INFO.KV_control',
      '$JS.API.CONSUMER.CREATE.KV_control.>',
      '$JS.API.CONSUMER.INFO.KV_control.>',
      '$JS.API.CONSUMER.DELETE.KV_control.>',
      '$JS.API.STREAM.MSG.GET.KV_registry',
      '$JS.FC.KV_control.>',
    ],
    subscribe: [`${workloadInbox(workload)}.>`, LIMIT_OWNERS_SUBJECT, `lines.${workload}.>`, `notify.${workload}.*`],
  };
}
