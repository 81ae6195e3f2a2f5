import pg from 'pg';
import { compareCases } from '../compare.js';
import type { BenchResult } from '../result.js';
import { KickoffPipeline } from './kickoff-pipeline.js';
import { RawParts } from './raw-parts-process.js';
import { Receipts } from './receipts.js';
import { SimulatedUpstream } from './simulated-upstream.js';

/**
 * Matches per second for a day of 1,275 matches in one `GET /fixtures?date=` response: first all of them new, then all of
 * them with another kick-off. From the order to poll until the socket has the last message.
 */

const MATCHES = 1_275;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export async function matchDay(rounds: number): Promise<BenchResult[]> {
  const receipts = { kickoff: new Receipts(), raw: new Receipts() };
  const pipeline = await KickoffPipeline.start(
    {
      SIMULATOR_MODE: 'day',
      SIMULATOR_SPEED: '1',
      SIMULATOR_MATCHES: String(MATCHES),
      SIMULATOR_OTHER_MATCHES: '0',
      SIMULATOR_REQUESTS_PER_DAY: '1000000',
    },
    receipts.kickoff,
  );
  const { nats, postgres, simulator } = pipeline.platform.addresses;
  const database = new pg.Client({ connectionString: postgres });
  let raw: RawParts | undefined;
  try {
    await database.connect();
    const parts = (raw = await RawParts.start({ natsUrl: nats, postgresUrl: postgres }, receipts.raw));
    const upstream = new SimulatedUpstream(simulator);
    // The simulator stands at the very end of today: today's matches have begun, tomorrow's are all to come. So the poll
    // of both days' lists finds 1,275 matches that are its business.
    const tomorrow = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS;
    await upstream.pass(tomorrow - Date.now() - 5 * MINUTE_MS);
    const date = new Date(tomorrow).toISOString().slice(0, 10);
    const url = `${simulator}/football/fixtures?date=${date}`;
    const ids = await matchIds(url);
    if (ids.length !== MATCHES) throw new Error(`the simulated day has ${ids.length} matches`);
    let moved = 0;
    const round = async (poll: () => Promise<void>, received: Receipts) => {
      const measure = async () => {
        const before = received.count;
        const startedAt = performance.now();
        await poll();
        const told = received.count - before;
        if (told !== MATCHES) throw new Error(`${told} of ${MATCHES} matches were told`);
        return MATCHES / ((performance.now() - startedAt) / 1_000);
      };
      const added = await measure();
      // Always another kick-off on the same day.
      moved = moved === 0 ? MINUTE_MS : 0;
      await upstream.moveKickOffs(ids, moved);
      return { 'day-1275-new': added, 'day-1275-changed': await measure() };
    };
    return await compareCases(
      { suite: 'pipeline', units: { 'day-1275-new': 'matches/s', 'day-1275-changed': 'matches/s' }, rounds },
      [
        {
          name: 'kickoff',
          round: async () => {
            await database.query('TRUNCATE live_scores.matches, live_scores.match_events');
            return round(() => pipeline.pollScheduled(), receipts.kickoff);
          },
        },
        {
          name: 'raw-parts',
          round: async () => {
            await parts.forget();
            return round(() => parts.poll(url), receipts.raw);
          },
        },
      ],
    );
  } finally {
    raw?.stop();
    await database.end();
    await pipeline.stop();
  }
}

async function matchIds(url: string): Promise<number[]> {
  const response = await fetch(url, { headers: { 'x-apisports-key': 'bench' } });
  const { response: fixtures } = (await response.json()) as { response: { fixture: { id: number } }[] };
  return fixtures.map(({ fixture }) => fixture.id);
}
