import { describe, expect, it } from '@jest/globals';
import { channelPrefixes, channelVisibility } from '@kickoff/contracts';
import { handledContract, parseSettings } from '@kickoff/nest';
import { analysePlayers, monitorRanks, playerChannel, updateTrackedPlayers, workload } from './contracts/index.js';
import manifest from './worker.js';

describe('manifest of player-watch', () => {
  it('has one handler per contract, in their order', () => {
    const types = manifest.handlers.map((handler) => handledContract(handler)?.type);
    expect(types).toEqual(workload.contracts.map(({ type }) => type));
  });

  it('takes the names, the rhythm and the configuration of the jobs that it replaced', () => {
    const settings = parseSettings(manifest.settings, {});
    expect(workload.contracts.flatMap(({ knownAs }) => Object.keys(knownAs))).toEqual([
      'player_analyzer',
      'rank_monitor',
      'tracked_player_updater',
    ]);
    for (const { timeoutMs } of workload.contracts) expect(timeoutMs).toBe(600_000);
    expect(manifest.schedules!(settings)).toMatchObject([
      { name: 'analyse-players', everyMs: 300_000, enabled: true },
      { name: 'monitor-ranks', everyMs: 300_000 },
      { name: 'update-tracked-players', everyMs: 120_000 },
    ]);
    const platforms = ['eun1', 'euw1'];
    expect(updateTrackedPlayers.input.parse({ max_matches_per_player: 20, platforms })).toEqual({
      max_matches_per_player: 20,
      platforms,
    });
    expect(monitorRanks.input.parse({})).toEqual({ rank_threshold: 2 });
    expect(analysePlayers.input.parse({})).toMatchObject({ detection_threshold: 0.8 });
    expect(settings.PLAYER_WATCH_MAX_TRACKED_PLAYERS).toBe(10);
    const off = parseSettings(manifest.settings, { PLAYER_WATCH_SCHEDULES: 'off' });
    expect(manifest.schedules!(off)).toMatchObject([{ enabled: false }, { enabled: false }, { enabled: false }]);
  });

  it('keeps its channels private, from the player up to the workload', () => {
    const channels = { 'player-watch': workload.channels };
    const path = playerChannel({ platform: 'euw1', id: '0000015f-d5be-474b-a48c-fe02e554faec' });
    for (const each of channelPrefixes(path))
      expect([each, channelVisibility(channels, each)]).toEqual([each, 'private']);
  });

  it('says what is wrong with a name to track', () => {
    expect(
      parseSettings(manifest.settings, { PLAYER_WATCH_TRACKED: 'euw1/Some Body#EUW, kr/某某某#KR1' }),
    ).toMatchObject({
      PLAYER_WATCH_TRACKED: [
        { platform: 'euw1', gameName: 'Some Body', tagLine: 'EUW' },
        { platform: 'kr', gameName: '某某某', tagLine: 'KR1' },
      ],
    });
    for (const wrong of ['Somebody#EUW', 'mars/Somebody#EUW', 'euw1/Somebody'])
      expect(() => parseSettings(manifest.settings, { PLAYER_WATCH_TRACKED: wrong })).toThrow('euw1/Name#TAG');
  });
});
