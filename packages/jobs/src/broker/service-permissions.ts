import {
  allInputSubjects,
  allSubjects,
  broadcastStream,
  bucketStream,
  deadStream,
  eventsStream,
  flowsStream,
  keySubject,
  limitOwnersSubject,
  outboxHintSubject,
  platformWorkload,
  schedulesStream,
  workerAnswerSubject,
  workerCommandsSubject,
  type Bucket,
  type PlatformService,
  type SubjectFamily,
} from '@kickoff/contracts';
import { serviceInbox } from './inbox.js';
import { workloadPermissions, type Permissions } from './permissions.js';
import { BUCKETS } from './topology.js';

/**
 * What the user of each service of the platform may do: what its code does, and nothing that is another's. Services that act
 * for every workload, also for those that are made later, have rights on all streams of this account by verb, because the
 * broker's wildcards stand for whole tokens; what changes streams that are none of a workload is denied them again.
 *
 * @param workloads that the service has loaded: it runs their queues and speaks in their name
 */
export function servicePermissions(service: PlatformService, workloads: readonly string[]): Permissions {
  const { publish, subscribe, deny = [] } = RIGHTS[service]();
  const own = RUNS_JOBS.includes(service) ? workloads.map(workloadPermissions) : [];
  return {
    publish: unique([...EVERYBODY(), ...publish, ...own.flatMap((each) => each.publish)]),
    subscribe: unique([`${serviceInbox(service)}.>`, ...subscribe, ...own.flatMap((each) => each.subscribe)]),
    ...(deny.length > 0 ? { denyPublish: unique(deny) } : {}),
  };
}

interface Rights {
  publish: string[];
  subscribe: string[];
  /** Of `publish`. */
  deny?: string[];
}

const RUNS_JOBS: readonly PlatformService[] = ['poller', 'processor', 'gateway'];

const all = (family: SubjectFamily) => allSubjects(family);
const entries = (bucket: Bucket) => keySubject(bucket, '>');

/** Of the stream with this name, or with `*` of every stream. */
const looks = (stream: string) => [
  `$JS.API.STREAM.INFO.${stream}`,
  `$JS.API.STREAM.MSG.GET.${stream}`,
  `$JS.API.DIRECT.GET.${stream}`,
  `$JS.API.DIRECT.GET.${stream}.>`,
  `$JS.API.CONSUMER.LIST.${stream}`,
  `$JS.API.CONSUMER.NAMES.${stream}`,
  `$JS.API.CONSUMER.INFO.${stream}.>`,
];
/** Watches of buckets and ordered consumers; what they are sent they need not acknowledge. */
const follows = (stream: string) => [
  `$JS.API.CONSUMER.CREATE.${stream}.>`,
  `$JS.API.CONSUMER.DELETE.${stream}.>`,
  `$JS.FC.${stream}.>`,
];
/** An ordered consumer that asks for its messages. */
const reads = (stream: string) => [...looks(stream), ...follows(stream), `$JS.API.CONSUMER.MSG.NEXT.${stream}.>`];
const pulls = (stream: string) => [
  ...follows(stream),
  `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.>`,
  `$JS.API.CONSUMER.MSG.NEXT.${stream}.>`,
  `$JS.ACK.${stream}.>`,
];
const removes = (stream: string) => [`$JS.API.STREAM.MSG.DELETE.${stream}`, `$JS.API.STREAM.PURGE.${stream}`];
const names = () => ['$JS.API.STREAM.NAMES', '$JS.API.STREAM.LIST'];

const shared = () => [eventsStream(), deadStream(), broadcastStream(), schedulesStream(), flowsStream()];
const buckets = (except: readonly Bucket[] = []) =>
  (Object.keys(BUCKETS) as Bucket[]).filter((bucket) => !except.includes(bucket)).map(bucketStream);

/** `control` is watched by every process, what cannot be read goes to DEAD, and `registry` says which types there are. */
const EVERYBODY = () => [
  ...looks(bucketStream('control')),
  ...follows(bucketStream('control')),
  ...looks(bucketStream('registry')),
  all('dead'),
];

const RIGHTS: Readonly<Record<PlatformService, () => Rights>> = {
  /** Enqueues, shows and changes jobs of every workload; asks the scheduler for what is written into buckets. */
  api: () => ({
    publish: [
      ...(['announce', 'events', 'flows', 'jobs', 'lines', 'notify', 'parents'] as const).map(all),
      outboxHintSubject(),
      workerCommandsSubject('*'),
      '$JS.API.INFO',
      ...names(),
      ...looks('*'),
      ...follows('*'),
      ...removes('*'),
      allInputSubjects(),
    ],
    subscribe: [all('notify'), workerAnswerSubject('*', '*')],
    deny: [...shared().filter((stream) => stream !== deadStream()), ...buckets()].flatMap(removes),
  }),
  /** Reads all broadcasts and keeps the documents of channels. */
  gateway: () => ({
    publish: [...[broadcastStream(), bucketStream('live')].flatMap(reads), entries('live')],
    subscribe: [],
  }),
  poller: () => ({ publish: [outboxHintSubject()], subscribe: [] }),
  processor: () => ({ publish: [outboxHintSubject()], subscribe: [] }),
  /** Pulls events, reads the waiting jobs of every workload, and watches queues and the store for alerts. */
  recorder: () => ({
    publish: ['$JS.API.INFO', ...names(), ...looks('*'), ...pulls(eventsStream())],
    subscribe: [],
  }),
  /** Turns ticks, flows and outbox rows into jobs, decides limits, writes buckets, sweeps every stream. */
  scheduler: () => ({
    publish: [
      ...(['broadcast', 'events', 'flows', 'jobs', 'limits', 'lines', 'notify', 'schedules'] as const).map(all),
      ...(['control', 'leases', 'limits', 'registry', 'workers'] as const).map(entries),
      '$JS.API.INFO',
      ...names(),
      ...looks('*'),
      ...follows('*'),
      ...removes('*'),
      ...[eventsStream(), flowsStream(), schedulesStream()].flatMap(pulls),
      allInputSubjects(),
      // It runs the platform's own jobs.
      ...workloadPermissions(platformWorkload.name).publish,
      // It answers those who ask for an entry, for a limit or for parents, and tells holders of limits later on.
      '_INBOX.>',
    ],
    subscribe: [
      ...workloadPermissions(platformWorkload.name).subscribe,
      ...(['announce', 'limits', 'lines', 'notify', 'parents'] as const).map(all),
      limitOwnersSubject(),
      outboxHintSubject(),
    ],
    deny: [broadcastStream(), deadStream(), bucketStream('live')].flatMap(removes),
  }),
};

function unique(subjects: readonly string[]): string[] {
  return [...new Set(subjects)].sort();
}
