import { Controller, Inject } from '@nestjs/common';
import { getMetricSums, getStatistics, type AnswerOf, type RequestOf } from '@kickoff/api-contract';
import { durationMs, RequestInvalid } from '@kickoff/contracts';
import { Statistics, type StatisticsPoint } from '@kickoff/database';
import { JobClient } from '@kickoff/jobs';
import { Implements } from '../operations/implements.js';
import { API_PATH } from '../requests/api-path.js';

const MINUTE_MS = 60_000;
const DEFAULT_WINDOW = '1h';
/** So that no answer is larger than a screen could show. */
const MOST_STEPS = 10_000;

/** How much was done, how often it failed and how long it took. */
@Controller(API_PATH)
export class StatisticsController {
  constructor(
    @Inject(Statistics) private readonly statistics: Statistics,
    @Inject(JobClient) private readonly client: JobClient,
  ) {}

  @Implements(getStatistics)
  async getStatistics({ query }: RequestOf<typeof getStatistics>): Promise<AnswerOf<typeof getStatistics>> {
    const { step, by, workload, queue, type } = query;
    const { from, to } = this.range(getStatistics.id, query);
    const stepMs = step === undefined ? undefined : durationMs(step);
    if (stepMs !== undefined && stepMs < MINUTE_MS) throw invalid(getStatistics.id, 'step', 'must be at least 1m');
    if (stepMs !== undefined && (to - from) / stepMs > MOST_STEPS)
      throw invalid(getStatistics.id, 'step', `must be longer: the window has more than ${MOST_STEPS} of them`);
    const points = await this.statistics.read({
      from: new Date(from),
      to: new Date(to),
      stepMs,
      by,
      workload,
      queue,
      type,
    });
    return { items: points.map(shown) };
  }

  @Implements(getMetricSums)
  async getMetricSums({ query }: RequestOf<typeof getMetricSums>): Promise<AnswerOf<typeof getMetricSums>> {
    const { from, to } = this.range(getMetricSums.id, query);
    return { items: await this.statistics.metricSums({ from: new Date(from), to: new Date(to), type: query.type }) };
  }

  private range(operation: string, query: Pick<RequestOf<typeof getStatistics>['query'], 'window' | 'from' | 'to'>) {
    const to = query.to === undefined ? this.client.clock.now() : Date.parse(query.to);
    if (query.from !== undefined && query.window !== undefined)
      throw invalid(operation, 'from', 'cannot be given with window');
    const from = query.from === undefined ? to - durationMs(query.window ?? DEFAULT_WINDOW) : Date.parse(query.from);
    if (from >= to)
      throw invalid(operation, query.from === undefined ? 'window' : 'from', 'must leave time before `to`');
    return { from: Math.max(0, from), to };
  }
}

function invalid(operation: string, field: string, message: string): RequestInvalid {
  return new RequestInvalid(operation, [{ path: `query.${field}`, message }]);
}

function shown({
  at,
  failureRate,
  wait,
  run,
  ...point
}: StatisticsPoint): AnswerOf<typeof getStatistics>['items'][number] {
  return {
    ...point,
    at: at.toISOString(),
    failureRate: failureRate ?? null,
    waitMs: wait ?? null,
    runMs: run ?? null,
  };
}
