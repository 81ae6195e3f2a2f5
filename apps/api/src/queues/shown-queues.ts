import { Inject, Injectable } from '@nestjs/common';
import type { AnswerOf, listQueues } from '@kickoff/api-contract';
import { DatabaseUnavailable, describeOverridden, type LimitTerms } from '@kickoff/contracts';
import { Statistics, type StatisticsPoint } from '@kickoff/database';
import {
  Broker,
  JobClient,
  knownWorkers,
  oldestWaiting,
  queueStates,
  type KnownWorker,
  type OverrideChange,
} from '@kickoff/jobs';
import { limitTermsOf } from './limit-terms-of.js';
import { pauseOf } from './pause-of.js';

export type ShownQueue = AnswerOf<typeof listQueues>['items'][number];

const MINUTE_MS = 60_000;
/** Over so many minutes throughput is shown. */
const MINUTES = 10;

/** Queues as they are shown: what the broker, the workers and the record know of each. */
@Injectable()
export class ShownQueues {
  constructor(
    @Inject(Broker) private readonly broker: Broker,
    @Inject(JobClient) private readonly client: JobClient,
    @Inject(Statistics) private readonly statistics: Statistics,
  ) {}

  /** Every queue, by workload and name. @throws BrokerUnavailable */
  async all(): Promise<ShownQueue[]> {
    const [queues, workers, pauses, drains, overrides, counted] = await Promise.all([
      queueStates(this.broker),
      knownWorkers(this.broker),
      this.client.pauses(),
      this.client.drains(),
      this.client.overrides(),
      this.counted(),
    ]);
    const oldest = await this.oldest(new Set(queues.map(({ workload }) => workload)));
    return queues.map(({ workload, queue: name, priorities }) => {
      const place = `${workload}/${name}`;
      const serving = workers.flatMap((worker) => {
        const queue = worker.queues.find((each) => each.name === name);
        return worker.workload === workload && queue ? [{ worker, queue }] : [];
      });
      const since = oldest.get(place);
      const drain = drains.find((each) => each.workload === workload && each.queue === name);
      return {
        workload,
        name,
        priorities: priorities.map(({ priority, waiting, running }) => ({ priority, waiting, inHand: running })),
        slots: serving.reduce((sum, { queue }) => sum + queue.slots, 0),
        workers: serving.map(({ worker }) => worker.name).sort(),
        running: serving.reduce((sum, { queue }) => sum + (queue.busy ?? 0), 0),
        oldestSince: since === undefined ? null : new Date(since).toISOString(),
        throughput: counted && throughputOf(counted.get(place)),
        limits: limitsOf(
          workload,
          serving.map(({ worker }) => worker),
          overrides,
        ),
        pause: pauseOf(pauses, { workload, thing: { kind: 'queue', queue: name } }),
        drain: drain ? { reason: drain.reason, by: drain.by, since: new Date(drain.at).toISOString() } : null,
      };
    });
  }

  private async oldest(workloads: ReadonlySet<string>): Promise<Map<string, number>> {
    const since = new Map<string, number>();
    const found = await Promise.all(
      [...workloads].map(async (workload) => ({ workload, queues: await oldestWaiting(this.broker, workload) })),
    );
    for (const { workload, queues } of found)
      for (const { queue, since: at } of queues) since.set(`${workload}/${queue}`, at);
    return since;
  }

  /** Null while PostgreSQL is away: what the broker knows is shown all the same. */
  private async counted(): Promise<Map<string, StatisticsPoint> | null> {
    // The last minute may not be counted yet.
    const to = (Math.floor(this.client.clock.now() / MINUTE_MS) - 1) * MINUTE_MS;
    const range = { from: new Date(to - MINUTES * MINUTE_MS), to: new Date(to), by: 'queue' as const };
    try {
      const points = await this.statistics.read(range);
      return new Map(points.map((point) => [`${point.workload}/${point.queue}`, point]));
    } catch (error) {
      if (error instanceof DatabaseUnavailable) return null;
      throw error;
    }
  }
}

function throughputOf(point: StatisticsPoint | undefined): NonNullable<ShownQueue['throughput']> {
  const { enqueued = 0, succeeded = 0, failed = 0 } = point ?? {};
  return { enqueued: enqueued / MINUTES, succeeded: succeeded / MINUTES, failed: failed / MINUTES };
}

function limitsOf(
  workload: string,
  workers: readonly KnownWorker[],
  overrides: readonly OverrideChange[],
): ShownQueue['limits'] {
  const defined = new Map(workers.flatMap(({ limits = [] }) => limits.map((limit) => [limit.name, limit] as const)));
  return [...defined.values()]
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map((limit) => {
      const { name } = limit;
      const what = describeOverridden(workload, { kind: 'limit', name });
      const override = overrides.find((each) => each.what === what);
      const terms = (override?.terms ?? limitTermsOf(limit)) as LimitTerms;
      return { name, terms: terms as ShownQueue['limits'][number]['terms'], overridden: override !== undefined };
    });
}
