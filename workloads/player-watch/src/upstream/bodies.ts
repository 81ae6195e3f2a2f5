import { z } from 'zod';
import { DIVISIONS, TIERS } from '../player/rank.js';

/** What is read of Riot's answers. Their other fields change from season to season and are left alone. */

/** account-v1. Names are missing where an account has none yet. */
export const Account = z.object({
  puuid: z.string().min(1),
  gameName: z.string().nullish(),
  tagLine: z.string().nullish(),
});

/** summoner-v4. */
export const Summoner = z.object({
  puuid: z.string().min(1),
  profileIconId: z.int(),
  /** Milliseconds since the epoch of its last change. */
  revisionDate: z.int(),
  summonerLevel: z.int().min(0),
});
export type Summoner = z.infer<typeof Summoner>;

const SOLO_QUEUE = 'RANKED_SOLO_5x5';

const SoloEntry = z.object({
  tier: z.enum(TIERS),
  rank: z.enum(DIVISIONS),
  leaguePoints: z.int(),
  wins: z.int().min(0),
  losses: z.int().min(0),
});

/** league-v4: of all entries of a player that of the ranked solo queue; null where there is none. */
export const SoloStanding = z.array(z.looseObject({ queueType: z.string() })).transform((entries, context) => {
  const index = entries.findIndex(({ queueType }) => queueType === SOLO_QUEUE);
  if (index < 0) return null;
  const entry = SoloEntry.safeParse(entries[index]);
  if (!entry.success) {
    for (const { path, message } of entry.error.issues)
      context.addIssue({ code: 'custom', path: [index, ...path], message });
    return z.NEVER;
  }
  const { tier, rank: division, leaguePoints, wins, losses } = entry.data;
  return { rank: { tier, division, leaguePoints }, wins, losses };
});
export type SoloStanding = z.output<typeof SoloStanding>;

/** match-v5, the latest first. */
export const MatchIds = z.array(z.string().regex(/^[A-Z0-9]+_\d+$/, { error: 'must be a match id such as EUW1_123' }));

const Participant = z.object({
  puuid: z.string().min(1),
  riotIdGameName: z.string().nullish(),
  riotIdTagline: z.string().nullish(),
  summonerLevel: z.int().min(0),
  championName: z.string().min(1),
  teamPosition: z.string(),
  win: z.boolean(),
  kills: z.int().min(0),
  deaths: z.int().min(0),
  assists: z.int().min(0),
  totalMinionsKilled: z.int().min(0),
  neutralMinionsKilled: z.int().min(0),
  gameEndedInEarlySurrender: z.boolean().default(false),
});

/** match-v5. */
export const Match = z
  .object({
    metadata: z.object({ matchId: z.string().min(1) }),
    info: z.object({
      gameCreation: z.int(),
      gameDuration: z.number().min(0),
      gameEndTimestamp: z.int().optional(),
      gameVersion: z.string(),
      platformId: z.string(),
      queueId: z.int(),
      participants: z.array(Participant).min(1),
    }),
  })
  .transform(({ metadata, info }) => ({
    id: metadata.matchId,
    queueId: info.queueId,
    startedAt: new Date(info.gameCreation),
    // Matches from before patch 11.20 have milliseconds here, and no end.
    seconds: Math.round(info.gameEndTimestamp === undefined ? info.gameDuration / 1_000 : info.gameDuration),
    version: info.gameVersion,
    isRemake: info.participants.some(({ gameEndedInEarlySurrender }) => gameEndedInEarlySurrender),
    participants: info.participants
      .filter(({ puuid }) => puuid !== BOT)
      .map((player) => ({
        puuid: player.puuid,
        gameName: player.riotIdGameName || null,
        tagLine: player.riotIdTagline || null,
        level: player.summonerLevel,
        champion: player.championName,
        position: player.teamPosition,
        win: player.win,
        kills: player.kills,
        deaths: player.deaths,
        assists: player.assists,
        creepScore: player.totalMinionsKilled + player.neutralMinionsKilled,
      })),
  }));
export type Match = z.output<typeof Match>;

/** In the place of the puuid of a computer's player. */
const BOT = 'BOT';
