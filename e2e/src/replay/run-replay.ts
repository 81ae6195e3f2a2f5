import { access, constants, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { listedMatches, RecordingUnusable } from './recording.js';
import { replay } from './replay.js';

/** `npm run replay -- --workload live-scores --data DIR --json FILE` */

const USAGE = 'usage: npm run replay -- --workload live-scores --data DIR [--json FILE]';
const WORKLOADS = ['live-scores'];

interface Request {
  data: string;
  json: string | undefined;
}

/** Resolves with the exit code: 2 when it was asked for something that cannot be done, with one message that says what. */
export async function runReplay(args: readonly string[]): Promise<number> {
  let request: Request;
  try {
    request = await requestOf(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 2;
  }
  const result = await replay({ data: request.data, tell: (line) => console.log(line) });
  const { polls, messages } = result;
  console.log(`${polls.length} responses, ${messages.length} messages`, countByType(messages));
  for (const { type, code, message } of result.deadLetters) console.log(`dead letter: ${type}: ${code}: ${message}`);
  if (request.json !== undefined) await writeFile(request.json, `${JSON.stringify(result, null, 2)}\n`);
  return 0;
}

/** @throws before anything is started, so that nobody waits a minute for a spelling mistake */
async function requestOf(args: readonly string[]): Promise<Request> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      workload: { type: 'string', default: 'live-scores' },
      data: { type: 'string' },
      json: { type: 'string' },
    },
  });
  if (!WORKLOADS.includes(values.workload))
    throw new RecordingUnusable(`--workload must be one of ${WORKLOADS.join(', ')}, got ${values.workload}`);
  if (values.data === undefined) throw new RecordingUnusable('--data must name a folder of recorded responses');
  const [data, json] = [resolve(values.data), values.json === undefined ? undefined : resolve(values.json)];
  await listedMatches(data);
  if (json !== undefined) {
    await access(dirname(json), constants.W_OK).catch((error: Error) => {
      throw new RecordingUnusable(`--json: ${dirname(json)} cannot be written to (${error.message})`);
    });
  }
  return { data, json };
}

function countByType(messages: readonly { type: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of messages) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
