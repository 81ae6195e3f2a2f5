import type { ConsumerConfig, StreamConfig } from '@nats-io/jetstream';
import { bucketStream, consumerName, jobsStream, type Bucket, type Workload } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { BUCKETS, consumerConfig, jobsStreamConfig, platformStreams } from '../broker/topology.js';

/** One thing at the broker that is not as `topology.ts` declares it. */
export interface TopologyDifference {
  kind: 'stream' | 'bucket' | 'consumer';
  /** Name at the broker; of a consumer `<stream>/<consumer>`. */
  name: string;
  /** Undefined: it is not there at all. */
  setting?: { name: string; is: unknown; declared: unknown };
}

/** Settings of a stream that the broker answers in another form, or that operators choose. */
const CHOSEN = new Set(['num_replicas', 'subjects']);

/**
 * Compares streams, buckets and consumers with what is declared. The number of replicas is the operator's choice and is not
 * compared; neither is what the server adds by itself.
 */
export async function topologyDifferences(
  { manager }: Pick<Broker, 'manager'>,
  workloads: readonly Pick<Workload, 'name' | 'queues'>[],
): Promise<TopologyDifference[]> {
  const differences: TopologyDifference[] = [];
  for (const declared of [...platformStreams(), ...workloads.map(({ name }) => jobsStreamConfig(name))]) {
    const config = await manager.streams.info(declared.name).then(
      (info) => info.config,
      (error: unknown) => ifAbsent(error),
    );
    differences.push(...compare('stream', declared.name, declared, config));
    if (config && String(config.subjects) !== String(declared.subjects)) {
      const setting = { name: 'subjects', is: config.subjects, declared: declared.subjects };
      differences.push({ kind: 'stream', name: declared.name, setting });
    }
  }
  for (const bucket of Object.keys(BUCKETS) as Bucket[]) {
    const stream = bucketStream(bucket);
    const found = await manager.streams.info(stream).catch(ifAbsent);
    if (!found) differences.push({ kind: 'bucket', name: stream });
  }
  for (const { name: workload, queues } of workloads) {
    const stream = jobsStream(workload);
    if (differences.some(({ name, setting }) => name === stream && !setting)) continue;
    for (const { name: queue, priorities } of queues) {
      for (const priority of priorities) {
        const name = consumerName(queue, priority);
        const config = await manager.consumers.info(stream, name).then((info) => info.config, ifAbsent);
        differences.push(
          ...compare('consumer', `${stream}/${name}`, consumerConfig(workload, queue, priority), config),
        );
      }
    }
  }
  return differences;
}

function compare(
  kind: TopologyDifference['kind'],
  name: string,
  declared: Partial<StreamConfig> | Partial<ConsumerConfig>,
  config: Partial<StreamConfig> | Partial<ConsumerConfig> | undefined,
): TopologyDifference[] {
  if (!config) return [{ kind, name }];
  const actual: Record<string, unknown> = { ...config };
  return Object.entries(declared)
    .filter(([setting, wanted]) => !CHOSEN.has(setting) && (actual[setting] ?? defaultOf(wanted)) !== wanted)
    .map(([setting, wanted]) => ({ kind, name, setting: { name: setting, is: actual[setting], declared: wanted } }));
}

/** The server leaves out what is off. */
function defaultOf(declared: unknown): unknown {
  return typeof declared === 'boolean' ? false : undefined;
}

/** 10059 and 10014: no such stream, no such consumer. */
function ifAbsent(error: unknown): undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 10059 || code === 10014) return undefined;
  throw error;
}
