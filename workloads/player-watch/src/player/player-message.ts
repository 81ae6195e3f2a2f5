/** What subscribers are told of a player. The document is the player's; so are the data, unless it is said otherwise. */
export const PLAYER_MESSAGES = {
  /** A tracked player has new matches, another level or another rank. */
  updated: 'player.updated',
  analysed: 'player.analysed',
  /** Data: `{ from, to, divisions }`, divisions below zero for a fall. */
  rankChanged: 'player.rank-changed',
  gone: 'player.gone',
} as const;

export function playerChannel({ platform, id }: { platform: string; id: string }): string {
  return `player-watch/${platform}/${id}`;
}
