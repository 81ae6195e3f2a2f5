/** What subscribers are told. Data and document of a game's message are its document; of the hot list's, the list. */
export const GAME_MESSAGES = { added: 'game.added', changed: 'game.changed' } as const;
export const HOT_CHANNEL = 'board-games/hot';
export const HOT_MESSAGE = 'hot.changed';

export function gameChannel(gameId: string): string {
  return `board-games/games/${gameId}`;
}
