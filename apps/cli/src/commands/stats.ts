import { answered } from '../api/answered.js';
import { defineApiCommand } from '../api/define-api-command.js';
import { UsageError } from '../cli/command-error.js';
import { sparkLine } from '../cli/spark-line.js';
import { table } from '../cli/table.js';
import { withoutUndefined } from '../cli/without-undefined.js';

export const stats = defineApiCommand({
  name: 'stats',
  summary: 'Shows throughput, failures, waits and run times over a window, and what jobs reported',
  description: 'Times are milliseconds: half, 95 and 99 of a hundred were not longer.',
  operations: ['getStatistics', 'getMetricSums'],
  options: {
    window: { kind: 'text', value: 'duration', summary: 'how far back (default 1h)' },
    step: { kind: 'text', value: 'duration', summary: 'in steps of at least 1m' },
    by: { kind: 'choice', choices: ['workload', 'queue', 'type'], summary: 'what to tell apart (default queue)' },
    workload: { kind: 'text', value: 'name', complete: 'workloads', summary: 'only of it' },
    queue: { kind: 'text', value: 'name', summary: 'only of it' },
    type: { kind: 'text', value: 'type', complete: 'types', summary: 'only of it' },
    metrics: { kind: 'flag', summary: 'also sums of what jobs reported, by type' },
  },
  examples: [
    { line: 'kickoff stats' },
    { line: 'kickoff stats --by type --window 1d' },
    { line: 'kickoff stats --window 6h --step 10m --json | jq "[.items[].succeeded]"' },
  ],
  ask: async ({ api, options: { window, step, by = 'queue', workload, queue, type, metrics } }) => {
    if (metrics && (workload !== undefined || queue !== undefined))
      throw new UsageError('--metrics goes with --type, not with --workload or --queue', { where: '--metrics' });
    const query = withoutUndefined({ window, step, by, workload, queue, type });
    const { items } = await answered(api.GET('/stats', { params: { query } }));
    if (!metrics) return { items };
    const asked = withoutUndefined({ window, type });
    return { items, metrics: (await answered(api.GET('/stats/metrics', { params: { query: asked } }))).items };
  },
  text: ({ items, metrics }) => {
    if (items.length === 0 && !metrics?.length) return 'nothing happened in this window, or it is not counted yet';
    const name = (point: (typeof items)[number]) =>
      point.type ?? [point.workload, point.queue].filter((part) => part !== undefined).join('/');
    const groups = new Map<string, number[]>();
    for (const point of items) groups.set(name(point), [...(groups.get(name(point)) ?? []), point.succeeded]);
    const steps = [...groups].filter(([, counts]) => counts.length > 1);
    return [
      table(
        ['AT', 'OF', 'ENQUEUED', 'SUCCEEDED', 'FAILED', 'DIED', 'RATE', 'WAIT P50/P95/P99', 'RUN P50/P95/P99'],
        items.map((point) => [
          point.at,
          name(point),
          point.enqueued,
          point.succeeded,
          point.failed,
          point.dead,
          point.failureRate === null ? '' : `${(point.failureRate * 100).toFixed(1)} %`,
          timesText(point.waitMs),
          timesText(point.runMs),
        ]),
        { right: [2, 3, 4, 5, 6, 7, 8] },
      ),
      ...(steps.length > 0
        ? [
            '',
            table(
              ['OF', 'SUCCEEDED'],
              steps.map(([of, counts]) => [of, sparkLine(counts)]),
            ),
          ]
        : []),
      ...(metrics?.length
        ? [
            '',
            table(
              ['TYPE', 'METRIC', 'TOTAL', 'RUNS'],
              metrics.map(({ type, name: metric, total, runs }) => [type, metric, total, runs]),
              { right: [2, 3] },
            ),
          ]
        : []),
    ].join('\n');
  },
});

function timesText(times: { p50: number; p95: number; p99: number } | null): string {
  return times === null ? '' : [times.p50, times.p95, times.p99].map((ms) => Math.round(ms)).join(' / ');
}
