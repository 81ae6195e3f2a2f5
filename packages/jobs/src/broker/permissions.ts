import {
  allSubjects,
  bucketStream,
  inputStream,
  inputSubjects,
  jobsStream,
  limitOwnersSubject,
  notifySubject,
  outboxHintSubject,
  parentsSubject,
  workerAnswerSubject,
  workerCommandsSubject,
  type SubjectFamily,
} from '@kickoff/contracts';
import { workloadInbox } from './inbox.js';

/** What a broker user may publish and subscribe to. */
export interface Permissions {
  publish: string[];
  subscribe: string[];
  /** What of `publish` it may not after all. */
  denyPublish?: string[];
}

/**
 * All that the SDK's clients and workers of one workload need. The stream is the unit of rights: the broker does not check
 * schedules, roll-ups, purges and gets per subject, so a team has its own stream whole and of another's nothing.
 *
 * They are of the installation that this process belongs to; a process without a broker says which by `useInstallation`.
 *
 * What several teams share is written by subject only (`EVENTS`, `DEAD` and `BROADCAST` refuse roll-ups and purges from
 * their subjects); buckets are read, never written.
 */
export function workloadPermissions(workload: string): Permissions {
  const stream = jobsStream(workload);
  const inputs = inputStream(workload);
  const control = bucketStream('control');
  const own = (family: SubjectFamily) => allSubjects(family, workload);
  return {
    publish: [
      own('jobs'),
      `$JS.ACK.${stream}.>`,
      `$JS.API.CONSUMER.CREATE.${stream}.>`,
      `$JS.API.CONSUMER.INFO.${stream}.>`,
      `$JS.API.CONSUMER.MSG.NEXT.${stream}.>`,
      `$JS.API.STREAM.INFO.${stream}`,
      `$JS.API.STREAM.MSG.GET.${stream}`,
      `$JS.API.STREAM.MSG.DELETE.${stream}`,
      own('events'),
      own('dead'),
      own('broadcast'),
      own('announce'),
      own('limits'),
      allSubjects('flows', '*', workload),
      parentsSubject(workload, '*'),
      own('lines'),
      workerAnswerSubject(workload, '*'),
      notifySubject(workload, '*'),
      outboxHintSubject(),
      // The workload's own object store, for inputs that are too large for a message.
      inputSubjects(workload),
      `$JS.API.STREAM.INFO.${inputs}`,
      `$JS.API.STREAM.PURGE.${inputs}`,
      `$JS.API.STREAM.MSG.GET.${inputs}`,
      `$JS.API.DIRECT.GET.${inputs}.>`,
      `$JS.API.CONSUMER.CREATE.${inputs}.>`,
      `$JS.API.CONSUMER.INFO.${inputs}.>`,
      `$JS.API.CONSUMER.DELETE.${inputs}.>`,
      `$JS.FC.${inputs}.>`,
      // Reading `control` (a watch is an ordered consumer, a list is read directly) and asking whether a type is registered.
      `$JS.API.STREAM.INFO.${control}`,
      `$JS.API.CONSUMER.CREATE.${control}.>`,
      `$JS.API.CONSUMER.INFO.${control}.>`,
      `$JS.API.CONSUMER.DELETE.${control}.>`,
      `$JS.API.DIRECT.GET.${control}`,
      `$JS.API.STREAM.MSG.GET.${bucketStream('registry')}`,
      `$JS.FC.${control}.>`,
    ],
    subscribe: [
      `${workloadInbox(workload)}.>`,
      limitOwnersSubject(),
      own('lines'),
      notifySubject(workload, '*'),
      workerCommandsSubject(workload),
    ],
  };
}
