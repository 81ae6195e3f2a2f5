/** How the page names and treats a sport. An unknown sport gets a readable name and the defaults. */
export interface SportStyle {
  name: string;
  /** What one score is called in the feed. */
  score: string;
  /** Whether every score is news for the feed. Not where points come every few seconds: those flash in their row only. */
  scoresAreNews: boolean;
  /** Whether the clock runs on between two updates. It stops at every whistle in the other sports. */
  clockRuns: boolean;
}

const STYLES: Readonly<Record<string, SportStyle>> = {
  football: { name: 'Football', score: 'Goal', scoresAreNews: true, clockRuns: true },
  basketball: { name: 'Basketball', score: 'Points', scoresAreNews: false, clockRuns: false },
  'ice-hockey': { name: 'Ice hockey', score: 'Goal', scoresAreNews: true, clockRuns: false },
  hockey: { name: 'Ice hockey', score: 'Goal', scoresAreNews: true, clockRuns: false },
  'american-football': { name: 'American football', score: 'Score', scoresAreNews: true, clockRuns: false },
};

const ORDER = Object.keys(STYLES);

export function sportStyle(sport: string): SportStyle {
  const known = STYLES[sport];
  if (known) return known;
  const name = sport.replaceAll(/[-_]/g, ' ');
  return { name: name.charAt(0).toUpperCase() + name.slice(1), score: 'Score', scoresAreNews: true, clockRuns: false };
}

/** Well-known sports first, the others by name. */
export function compareSports(a: string, b: string): number {
  const [first, second] = [ORDER.indexOf(a), ORDER.indexOf(b)];
  if (first !== second) return (first < 0 ? ORDER.length : first) - (second < 0 ? ORDER.length : second);
  return a < b ? -1 : a > b ? 1 : 0;
}
