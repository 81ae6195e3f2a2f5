import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { jobsStream, parsePosition, type LiveMessage } from '@kickoff/contracts';
import { Platform } from '@kickoff/embedded';
import { Broker, JobClient } from '@kickoff/jobs';
import { connectLive } from '@kickoff/live-client';
import { pollLiveMatches } from '@kickoff/live-scores/contracts';
import { deadLetters } from './dead-letters.js';
import { recordedPolls } from './recording.js';
import { SimulatorControl } from './simulator-control.js';
import { until } from './until.js';

/**
 * Plays recorded responses through the real services: one live poll per response, each worked off before the next. What
 * a client of the gateway received and the final rows are the result.
 */

export interface ReplayOptions {
  /** Folder of recorded `GET /fixtures?live=all` responses. */
  data: string;
  /** Runs before the poll of this step is enqueued. Steps count from 0. */
  before?: (step: number, session: ReplaySession) => Promise<void>;
  /** Runs while the poll of this step is being worked off, e.g. to kill a service. */
  disturb?: (step: number, session: ReplaySession) => Promise<void>;
  /** Runs when everything is done, and before the services stop. */
  inspect?: (session: ReplaySession) => Promise<void>;
  tell?: (line: string) => void;
}

/** What a replay runs on, for those who disturb it. */
export interface ReplaySession {
  platform: Platform;
  broker: Broker;
  simulator: SimulatorControl;
}

export interface ReplayResult {
  workload: 'live-scores';
  /** Names of the responses, in the order in which they were played. */
  polls: string[];
  /** Every message that the client received, in the order in which it received them. */
  messages: LiveMessage[];
  /** Rows of the workload's tables after the last response. */
  rows: Record<string, Record<string, unknown>[]>;
  /** Jobs that ended as dead letters, oldest first, with their reason: one for each match that could not be read. */
  deadLetters: { type: string; code: string; message: string }[];
}

const WORKLOAD = 'live-scores';
const STREAM = jobsStream(WORKLOAD);
/** A job whose worker was killed comes back after the ack wait, one that is parked for its line after a minute at the latest. */
const STEP_TIMEOUT_MS = 300_000;

export async function replay({
  data,
  before,
  disturb,
  inspect,
  tell = () => {},
}: ReplayOptions): Promise<ReplayResult> {
  const polls = await recordedPolls(data);
  const directory = await mkdtemp(join(tmpdir(), 'kickoff-replay-'));
  const ends: (() => unknown)[] = [() => rm(directory, { recursive: true, force: true })];
  try {
    const platform = await Platform.start({ directory, durability: 'fast', environment });
    ends.push(() => platform.stop());
    const { nats, postgres, gateway, simulator } = platform.addresses;
    const broker = await Broker.connect({ servers: nats, name: 'replay' });
    ends.push(() => broker.close());
    const jobs = new JobClient(broker);
    const session: ReplaySession = { platform, broker, simulator: new SimulatorControl(simulator) };
    const messages: LiveMessage[] = [];
    const live = connectLive({ url: gateway, reconnectJitterMs: 0 });
    ends.push(() => live.close());
    const subscription = live.subscribe(WORKLOAD, { onMessage: (message: LiveMessage) => void messages.push(message) });
    await subscription.ready;
    for (const [step, file] of polls.entries()) {
      await session.simulator.show(data, step + 1);
      await before?.(step, session);
      await jobs.enqueue(pollLiveMatches, { sport: 'football' });
      await disturb?.(step, session);
      await until(() => isWorkedOff(broker), { timeoutMs: STEP_TIMEOUT_MS, what: `the jobs of ${file}` });
      tell(`${file}: ${messages.length} messages so far`);
    }
    const last = await broker.manager.streams.info('BROADCAST');
    await until(() => sequenceOf(messages.at(-1)) >= last.state.last_seq, {
      timeoutMs: 60_000,
      what: 'the last message',
    });
    const dead = (await deadLetters(broker)).map(({ type, error: { code, message } }) => ({ type, code, message }));
    await inspect?.(session);
    return { workload: WORKLOAD, polls, messages, rows: await readRows(postgres), deadLetters: dead };
  } finally {
    // Also after a failure: whoever is left connected would look for the servers for ever.
    for (const end of ends.reverse()) await end();
  }
}

/** The replay decides when a poll happens, and only football is recorded this way. */
function environment(_: string, { simulator }: { simulator: string }): Record<string, string> {
  return {
    LIVE_SCORES_SCHEDULES: 'off',
    LIVE_SCORES_SPORTS: 'football',
    LIVE_SCORES_FOOTBALL_URL: `${simulator}/football`,
    LIVE_SCORES_API_KEY: 'replay',
    LIVE_SCORES_REQUESTS_PER_SECOND: '100',
  };
}

/** A job leaves the stream only when what it enqueued and broadcast is in its stream. */
async function isWorkedOff(broker: Broker): Promise<boolean> {
  const info = await broker.manager.streams.info(STREAM).catch(() => undefined);
  return info?.state.messages === 0;
}

function sequenceOf(message: LiveMessage | undefined): number {
  return (message && parsePosition(message.offset)?.sequence) ?? 0;
}

async function readRows(url: string): Promise<ReplayResult['rows']> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = ['leagues', 'teams', 'matches', 'match_events'];
    const rows: ReplayResult['rows'] = {};
    for (const table of tables)
      rows[table] = (await client.query(`SELECT * FROM live_scores.${table} ORDER BY 1, 2`)).rows as never;
    return rows;
  } finally {
    await client.end();
  }
}
