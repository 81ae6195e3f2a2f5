import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { replay } from './replay.js';

/** `npm run replay -- --workload live-scores --data DIR --json FILE` */

const USAGE = 'usage: npm run replay -- --workload live-scores --data DIR [--json FILE]';
const WORKLOADS = ['live-scores'];

const { values } = parseArgs({
  options: { workload: { type: 'string', default: 'live-scores' }, data: { type: 'string' }, json: { type: 'string' } },
});
if (!WORKLOADS.includes(values.workload))
  fail(`--workload must be one of ${WORKLOADS.join(', ')}, got ${values.workload}`);
if (values.data === undefined) fail('--data must name a folder of recorded responses');
const result = await replay({ data: resolve(values.data), tell: (line) => console.log(line) });
const counts = countByType(result.messages);
console.log(`${result.polls.length} responses, ${result.messages.length} messages`, counts);
if (values.json) await writeFile(resolve(values.json), `${JSON.stringify(result, null, 2)}\n`);

function countByType(messages: readonly { type: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of messages) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

function fail(problem: string): never {
  console.error(`${problem}\n${USAGE}`);
  process.exit(2);
}
