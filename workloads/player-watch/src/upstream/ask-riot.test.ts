import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import type { JobContext } from '@kickoff/jobs';
import { RecordedResponses } from '../simulator/recorded-responses.js';
import { RECORDED_RIOT } from '../testing/recorded-data.js';
import { simulatorForTest } from '../testing/simulator-for-test.js';
import { AskRiot } from './ask-riot.js';
import { RiotApi } from './riot-api.js';
import { accountByRiotId, leagueByPuuid, matchById, matchIdsByPuuid, summonerByPuuid } from './riot-requests.js';
import { statedWindows } from './stated-windows.js';

/** A job that notes what is asked of its limits. */
function jobForTest() {
  const said: unknown[] = [];
  const job = {
    signal: new AbortController().signal,
    log: { warn: () => {} },
    metric: (name: string, value: number) => void said.push(['metric', name, value]),
    limit: (name: string) => ({
      take: ({ key }: { key?: string } = {}) => Promise.resolve(void said.push(['take', name, key])),
      adopt: (windows: object, { key }: { key?: string } = {}) =>
        Promise.resolve(void said.push(['adopt', name, key, windows])),
      close: (_: Date, why: string, { key }: { key?: string } = {}) =>
        Promise.resolve(void said.push(['close', name, key])),
    }),
    deferUntil: (): never => {
      throw new Error('left');
    },
  };
  return { job: job as unknown as JobContext, said };
}

function riotForTest(url: () => string) {
  let api: RiotApi | undefined;
  beforeAll(() => {
    api = new RiotApi({ address: `${url()}/riot/{routing}`, key: 'secret', timeoutMs: 3_000 });
  });
  afterAll(() => api?.close());
  return () => new AskRiot(api!);
}

describe('AskRiot', () => {
  const simulator = simulatorForTest({ SIMULATOR_RIOT_APP_LIMIT: '3:1,5:120' });
  const riot = riotForTest(() => simulator().url);
  const request = accountByRiotId('euw1', { gameName: 'Player 1', tagLine: 'EUW1' });

  it('waits for both limits of the region, and goes by the windows that answers state, telling them once', async () => {
    const { job, said } = jobForTest();
    const ask = riot();
    await ask.ask(request, job);
    expect(said).toEqual([
      ['take', 'method', 'europe-account-by-riot-id'],
      ['take', 'app', 'europe'],
      ['metric', 'api_requests_made', 1],
      [
        'adopt',
        'app',
        'europe',
        [
          { limit: 3, per: '1200ms' },
          { limit: 5, per: '120200ms' },
        ],
      ],
      ['adopt', 'method', 'europe-account-by-riot-id', [{ limit: 2_000, per: '10200ms' }]],
    ]);
    said.length = 0;
    await ask.ask(request, job);
    expect(said).not.toContainEqual(expect.arrayContaining(['adopt']));
  });

  it('closes the limit that a 429 is about, of that region alone', async () => {
    const { job, said } = jobForTest();
    await riot().ask(request, job);
    await expect(riot().ask(request, job)).rejects.toThrow('left');
    expect(said.at(-1)).toEqual(['close', 'app', 'europe']);
    await simulator().control({ misbehave: { kind: 'rate-limited', matching: 'kr/lol/league' } });
    await expect(riot().ask(leagueByPuuid('kr', 'nobody'), job)).rejects.toThrow('left');
    expect(said.at(-1)).toEqual(['close', 'method', 'kr-league-by-puuid']);
  });

  it('says who is meant by an error, and never the key', async () => {
    const { job } = jobForTest();
    const error: unknown = await riot()
      .ask(summonerByPuuid('na1', 'nobody'), job)
      .catch((thrown: unknown) => thrown);
    expect(errorCode(error)).toBe('UPSTREAM_NOT_FOUND');
    expect((error as Error).message).toMatch(
      /^Riot na1: GET \/lol\/summoner\/v4\/summoners\/by-puuid\/nobody: status 404/,
    );
    expect((error as Error).message).not.toContain('secret');
  });
});

describe('statedWindows', () => {
  it.each([[undefined], [''], ['20'], ['20:1,'], ['0:10'], ['20:0'], ['twenty:1']])('takes %s for nothing', (text) => {
    expect(statedWindows(text)).toBeUndefined();
  });
});

(RECORDED_RIOT.present ? describe : describe.skip)(`recorded responses${RECORDED_RIOT.note}`, () => {
  const simulator = simulatorForTest({ SIMULATOR_RIOT_REPLAY: RECORDED_RIOT.present ? RECORDED_RIOT.folder : '' });
  const riot = riotForTest(() => simulator().url);

  it('give matches, one with names and one of before there were any', async () => {
    const { job, said } = jobForTest();
    const match = await riot().ask(matchById('eun1', 'EUN1_3088226589'), job);
    expect(said).toContainEqual([
      'adopt',
      'app',
      'europe',
      [
        { limit: 20, per: '1200ms' },
        { limit: 100, per: '120200ms' },
      ],
    ]);
    expect(match).toMatchObject({
      id: 'EUN1_3088226589',
      queueId: 400,
      seconds: 1_191,
      isRemake: false,
      startedAt: new Date(1_647_729_147_000),
    });
    expect(match.participants).toHaveLength(10);
    expect(match.participants[0]).toMatchObject({
      gameName: null,
      level: 300,
      champion: 'Viktor',
      position: 'MIDDLE',
      win: false,
      kills: 1,
      deaths: 4,
      assists: 3,
      creepScore: 147,
    });
    const newer = await riot().ask(matchById('euw1', 'EUW1_7583681432'), job);
    expect(newer.participants[0]).toMatchObject({ gameName: '5th Bowner', tagLine: 'BLOOD', champion: 'DrMundo' });
  });

  it('give ids, summoners and the solo rank among all entries', async () => {
    const { job } = jobForTest();
    const [ofIds, ofEntries] = [
      'G0Cd8_hTJZGGhM6MAsC5O-w7mGoNaYrpp9NdLrnTfTjhhcswKm0zVeaAfnv1e8TBlbro6apgnsW_YA',
      'yt5GeZST3hksZkzb8Pbbm9dmGlpDZEmkLBbS7kuqPBpeY5s',
    ];
    const ids = await riot().ask(matchIdsByPuuid('eun1', ofIds, { count: 20 }), job);
    expect(ids).toHaveLength(20);
    expect(ids[0]).toBe('EUN1_3088226589');
    const summoner = '2DpqV4-V8xdnRhfJJGywBi3v2NadvVLZEnTWOzcqEFcv5RdnnzLQ1xE9CEthK4M1OmTJWivN9d9oYg';
    expect(await riot().ask(summonerByPuuid('euw1', summoner), job)).toMatchObject({ summonerLevel: 121 });
    expect(await riot().ask(leagueByPuuid('eun1', ofEntries), job)).toEqual({
      rank: { tier: 'DIAMOND', division: 'III', leaguePoints: 0 },
      wins: 22,
      losses: 18,
    });
  });

  it('are all read, but for what nothing asks for', () => {
    const recorded = new RecordedResponses(RECORDED_RIOT.folder);
    expect(recorded.paths).toHaveLength(7);
  });
});
