import { JobSearch, type JobFilter } from '@kickoff/database';
import { percentile, type BenchResult } from '../../result.js';
import { fillRecord } from '../fill-record.js';
import type { RecordCase } from '../record-suite.js';

const FEW = 100_000;
const MANY = 1_000_000;
const SEARCHES = 20;
const PAGE = 50;

/** Each search asks for another thing; `number` is that of a job that the record holds. */
const FILTERS: Record<string, (number: number) => JobFilter> = {
  newest: () => ({}),
  'state-common': () => ({ states: ['succeeded'] }),
  'state-few': () => ({ states: ['dead', 'cancelled'] }),
  type: (number) => ({ types: [`workload-${number % 5}.do-thing-${number % 4}`] }),
  'workload-few': () => ({ workloads: ['rare'] }),
  queue: (number) => ({ queues: [`workload-${number % 5}/queue-${number % 3}`] }),
  'queue-few': (number) => ({ queues: [`rare/queue-${number % 3}`] }),
  'tag-few': (number) => ({ tags: [`match:${1_000_000 + Math.floor(number / 5)}`] }),
  'tag-common': (number) => ({ tags: [`sport:${number % 20}`] }),
  key: (number) => ({ keys: [(number - (number % 10)).toString(16).padStart(16, '0')] }),
  'input-few': (number) => ({ input: [{ path: 'match.id', value: 1_000_000 + Math.floor(number / 5) }] }),
  'input-common': (number) => ({ input: [{ path: 'sport', value: `sport-${number % 20}` }] }),
  'input-none': () => ({ input: [{ path: 'match.id', value: -1 }] }),
  'input-compare': (number) => ({ input: [{ path: 'number', is: '<', value: number }] }),
  'error-few': (number) => ({ error: `for match ${1_000_000 + Math.floor((number - (number % 200)) / 5)}` }),
  'error-common': (number) => ({ error: `status ${400 + (number % 100 < 50 ? 0 : 1)}` }),
  'state-and-input': (number) => ({ states: ['dead'], input: [{ path: 'sport', value: `sport-${number % 20}` }] }),
  'state-and-type': (number) => ({ states: ['retrying'], types: [`workload-1.do-thing-${number % 4}`] }),
};

/** A page of 50 for each kind of filter, with a hundred thousand and a million jobs in the record. */
export const search: RecordCase = {
  name: 'search',
  run: async ({ dataSource, note }) => {
    const now = Date.now();
    const jobs = new JobSearch(dataSource);
    const measured: Record<string, { few: number[]; many: number[]; page: number[] }> = {};
    const measure = async (size: 'few' | 'many', held: number) => {
      for (const [name, filter] of Object.entries(FILTERS)) {
        const times: number[] = [];
        const pages: number[] = [];
        for (let turn = -1; turn < SEARCHES; turn += 1) {
          const startedAt = performance.now();
          const asked = filter(Math.floor(((turn + 2) * held) / (SEARCHES + 2)));
          let page = await jobs.find(asked);
          const firstMs = performance.now() - startedAt;
          for (let found = page.jobs.length; page.next !== undefined && found < PAGE; found += page.jobs.length)
            page = await jobs.find(asked, { before: page.next, limit: PAGE - found });
          // The first one brings pages into memory that an operator's second search finds there.
          if (turn < 0) continue;
          times.push(performance.now() - startedAt);
          pages.push(firstMs);
        }
        const sorted = (list: number[]) => list.sort((a, b) => a - b);
        const of = (measured[name] ??= { few: [], many: [], page: [] });
        of[size] = sorted(times);
        of.page = sorted(pages);
      }
    };
    await fillRecord(dataSource, { from: 0, to: FEW, most: MANY, now });
    await measure('few', FEW);
    await fillRecord(dataSource, { from: FEW, to: MANY, most: MANY, now });
    await measure('many', MANY);
    note('search: kickoff is the first answer; whole is until 50 jobs are found or there are no more');
    note(`search: p95 of ${SEARCHES} searches with ${MANY} jobs in the record; with ${FEW}: the column few`);
    return Object.entries(measured).map(([name, { few, many, page }]): BenchResult => ({
      suite: 'record',
      case: `search-${name}`,
      unit: 'ms',
      kickoff: percentile(page, 0.95),
      against: {
        whole: percentile(many, 0.95),
        p50: percentile(many, 0.5),
        few: percentile(few, 0.95),
        'few-p50': percentile(few, 0.5),
      },
      rounds: SEARCHES,
    }));
  },
};
