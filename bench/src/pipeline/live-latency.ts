import { compareCases } from '../compare.js';
import { percentile, type BenchResult } from '../result.js';
import { KickoffPipeline } from './kickoff-pipeline.js';
import { RawParts } from './raw-parts-process.js';
import { Receipts } from './receipts.js';
import { SimulatedUpstream } from './simulated-upstream.js';

/**
 * Time from the upstream's response to the message in a socket, at 500 live matches. From: the process that asked has the
 * headers of the response (`upstreamAt`), so reading and parsing the body count. To: the client's callback runs. Both by the
 * clock of this machine. Between two polls 15 s of match time pass, the seed's interval, so what changes is what changes
 * in 15 s: clocks, and now and then a goal, a card, a break.
 */

/** Slots of the simulator; at any time about 500 of them have a match in play. */
const SLOTS = 545;
const INTERVAL_MS = 15_000;
const POLLS = 8;

export async function liveLatency(rounds: number): Promise<BenchResult[]> {
  const receipts = { kickoff: new Receipts(), raw: new Receipts() };
  const pipeline = await KickoffPipeline.start(
    {
      SIMULATOR_MODE: 'endless',
      SIMULATOR_SPEED: '1',
      SIMULATOR_MATCHES: String(SLOTS),
      SIMULATOR_OTHER_MATCHES: '0',
      SIMULATOR_REQUESTS_PER_DAY: '1000000',
    },
    receipts.kickoff,
  );
  let raw: RawParts | undefined;
  try {
    const { nats, postgres, simulator } = pipeline.platform.addresses;
    const parts = (raw = await RawParts.start({ natsUrl: nats, postgresUrl: postgres }, receipts.raw));
    const upstream = new SimulatedUpstream(simulator);
    const round = async (poll: () => Promise<void>, received: Receipts) => {
      // Catches up with what passed while the other one was measured.
      await poll();
      received.take();
      for (let index = 0; index < POLLS; index += 1) {
        await upstream.pass(INTERVAL_MS);
        await poll();
      }
      const sorted = received.take().sort((a, b) => a - b);
      return Object.fromEntries(
        [0.5, 0.95, 0.99].map((share) => [`live-500-p${share * 100}`, percentile(sorted, share)]),
      );
    };
    const url = `${simulator}/football/fixtures?live=all`;
    return await compareCases(
      { suite: 'pipeline', units: { 'live-500-p50': 'ms', 'live-500-p95': 'ms', 'live-500-p99': 'ms' }, rounds },
      [
        { name: 'kickoff', round: () => round(() => pipeline.pollLive(), receipts.kickoff) },
        { name: 'raw-parts', round: () => round(() => parts.poll(url), receipts.raw) },
      ],
    );
  } finally {
    raw?.stop();
    await pipeline.stop();
  }
}
