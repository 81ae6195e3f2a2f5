import { createHash } from 'node:crypto';
import { DIVISIONS, TIERS } from '../player/rank.js';

/** Players and matches that are all made of their number and the time. Every fifth player is a smurf. */

const CHAMPIONS = ['Ahri', 'Darius', 'Ezreal', 'Garen', 'Jinx', 'Leona', 'LeeSin', 'Lux', 'Orianna', 'Thresh', 'Yasuo'];
const POSITIONS = ['TOP', 'JUNGLE', 'MIDDLE', 'BOTTOM', 'UTILITY'];
const FIRST_PUUID_PART = /^([a-z0-9]+)-(\d+)-/;
const PUUID_LENGTH = 78;
const SOLO_QUEUE_ID = 420;
/** How far back lists of matches go. */
const OLDEST_MATCHES = 2_000;

export interface SimulatedPlayer {
  platform: string;
  number: number;
}

export function puuidOf({ platform, number }: SimulatedPlayer): string {
  const filler = createHash('sha512').update(`${platform} ${number}`).digest('base64url');
  return `${platform}-${number}-${filler}`.slice(0, PUUID_LENGTH).padEnd(PUUID_LENGTH, '_');
}

/** The player `Player 7#EUW1`, whose tag is its platform. */
export function gameNameOf({ number }: SimulatedPlayer): string {
  return `Player ${number}`;
}

export function tagLineOf({ platform }: SimulatedPlayer): string {
  return platform.toUpperCase();
}

/** The world of one simulator. */
export class RiotWorld {
  /** By puuid: ranks that were ordered, and accounts that are gone. */
  readonly ranks = new Map<string, { tier: string; rank: string }>();
  readonly gone = new Set<string>();

  constructor(
    private readonly players: number,
    private readonly matchEveryMs: number,
  ) {}

  byPuuid(puuid: string): SimulatedPlayer | undefined {
    const [, platform, number] = FIRST_PUUID_PART.exec(puuid) ?? [];
    const player = platform !== undefined ? { platform, number: Number(number) } : undefined;
    return player && this.isThere(player) && puuidOf(player) === puuid && !this.gone.has(puuid) ? player : undefined;
  }

  byRiotId(gameName: string, tagLine: string): SimulatedPlayer | undefined {
    const [, number] = /^player ?(\d+)$/i.exec(gameName) ?? [];
    const player = { platform: tagLine.toLowerCase(), number: Number(number) };
    return number !== undefined && this.isThere(player) && !this.gone.has(puuidOf(player)) ? player : undefined;
  }

  account(player: SimulatedPlayer): object {
    return { puuid: puuidOf(player), gameName: gameNameOf(player), tagLine: tagLineOf(player) };
  }

  summoner(player: SimulatedPlayer, now: number): object {
    return {
      puuid: puuidOf(player),
      profileIconId: 29 + (player.number % 50),
      revisionDate: Math.floor(now / 60_000) * 60_000,
      summonerLevel: levelOf(player),
    };
  }

  /** Entries of league-v4. */
  league(player: SimulatedPlayer): object[] {
    const puuid = puuidOf(player);
    const games = isSmurf(player) ? 70 : 200 + (player.number % 70);
    const wins = Math.round(games * (isSmurf(player) ? 0.72 : 0.47 + (player.number % 7) / 100));
    const place = 2 + ((player.number * 5) % 20);
    const rank = { tier: TIERS[Math.floor(place / 4)]!, rank: DIVISIONS[place % 4]!, ...this.ranks.get(puuid) };
    const entry = {
      leagueId: '347f819f-4809-4f78-bfb8-44210f8d51dc',
      puuid,
      leaguePoints: (player.number * 13) % 100,
      wins,
      losses: games - wins,
      veteran: false,
      inactive: false,
      freshBlood: false,
      hotStreak: false,
    };
    return [
      { ...entry, queueType: 'RANKED_FLEX_SR', tier: 'GOLD', rank: 'IV' },
      { ...entry, queueType: 'RANKED_SOLO_5x5', ...rank },
    ];
  }

  /** Ids of the matches that have ended, the latest first. */
  matchIds(player: SimulatedPlayer, { start, count }: { start: number; count: number }, now: number): string[] {
    const latest = Math.floor(now / this.matchEveryMs) - 1;
    const ids: string[] = [];
    for (let number = latest; number > latest - OLDEST_MATCHES && ids.length < start + count; number -= 1) {
      if (this.playersOf(number).includes(player.number)) ids.push(`${player.platform.toUpperCase()}_${number}`);
    }
    return ids.slice(start);
  }

  match(id: string, now: number): object | undefined {
    const [, platform, number] = /^([A-Z0-9]+)_(\d+)$/.exec(id) ?? [];
    if (platform === undefined || Number(number) >= Math.floor(now / this.matchEveryMs)) return undefined;
    const participants = this.playersOf(Number(number)).map((player, seat) =>
      participantOf({ platform: platform.toLowerCase(), number: player }, seat, Number(number)),
    );
    const seconds = 1_500 + (Number(number) % 600);
    const creation = Number(number) * this.matchEveryMs;
    return {
      metadata: { dataVersion: '2', matchId: id, participants: participants.map(({ puuid }) => puuid) },
      info: {
        endOfGameResult: 'GameComplete',
        gameCreation: creation,
        gameDuration: seconds,
        gameEndTimestamp: creation + seconds * 1_000,
        gameId: Number(number),
        gameMode: 'CLASSIC',
        gameStartTimestamp: creation + 40_000,
        gameType: 'MATCHED_GAME',
        gameVersion: '15.21.721.8442',
        mapId: 11,
        participants,
        platformId: platform,
        queueId: SOLO_QUEUE_ID,
        teams: [],
        tournamentCode: '',
      },
    };
  }

  private isThere({ number }: SimulatedPlayer): boolean {
    return Number.isInteger(number) && number >= 1 && number <= this.players;
  }

  /** Ten different ones. */
  private playersOf(match: number): number[] {
    return Array.from({ length: 10 }, (_, seat) => ((match * 3 + seat) % this.players) + 1);
  }
}

function isSmurf({ number }: SimulatedPlayer): boolean {
  return number % 5 === 0;
}

function levelOf(player: SimulatedPlayer): number {
  return isSmurf(player) ? 30 + (player.number % 9) : 120 + ((player.number * 37) % 250);
}

function participantOf(player: SimulatedPlayer, seat: number, match: number) {
  const odds = isSmurf(player);
  const dice = (match * 31 + player.number * 17) % 7;
  const champions = odds ? 2 : CHAMPIONS.length;
  const champion = (odds ? player.number + (match % champions) : match * 5 + player.number) % CHAMPIONS.length;
  return {
    puuid: puuidOf(player),
    riotIdGameName: gameNameOf(player),
    riotIdTagline: tagLineOf(player),
    summonerLevel: levelOf(player),
    championId: champion + 1,
    championName: CHAMPIONS[champion]!,
    teamId: seat < 5 ? 100 : 200,
    teamPosition: POSITIONS[seat % 5]!,
    win: seat < 5 === (match % 2 === 0),
    kills: (odds ? 10 : 4) + dice,
    deaths: (odds ? 2 : 5) + (dice % 3),
    assists: 5 + dice,
    totalMinionsKilled: (odds ? 215 : 150) + dice * 5,
    neutralMinionsKilled: 8,
    gameEndedInEarlySurrender: false,
  };
}
