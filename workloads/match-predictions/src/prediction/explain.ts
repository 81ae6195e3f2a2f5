import type { Sides } from '../football-data/match-record.js';
import { FEATURES, type Feature, type LeagueSnapshot } from '../model/league-snapshot.js';
import { contributions, type LogisticModel } from '../model/multinomial-logistic.js';
import { mostLikely } from '../model/metrics.js';
import type { Probabilities } from '../model/outcome.js';

/** What each group of features is about, in words. */
const REASONS: readonly { features: readonly Feature[]; words: string }[] = [
  { features: ['dixonColesHome', 'dixonColesAway'], words: 'goals scored and conceded' },
  { features: ['shotsOnTarget', 'shots'], words: 'shots' },
  { features: ['elo', 'pi'], words: 'results against strong and weak teams' },
  { features: ['formPoints', 'formSurprise'], words: 'the last matches' },
];
/** A contribution to the logarithm of the odds that is worth a word. */
const WORTH_A_WORD = 0.05;
/** A distance of a probability from the market's that is worth a word. */
const WORTH_A_DOUBT = 0.05;

export interface Explained {
  base: Probabilities;
  market: Probabilities | null;
  expectedGoals: Sides;
  features: readonly number[];
  weights: LogisticModel;
  snapshot: LeagueSnapshot;
}

/** Says in words what is expected, what speaks for it, and where bookmakers think otherwise. */
export function explain({ home, away }: { home: string; away: string }, told: Explained): string {
  const { base, market, expectedGoals, features, weights, snapshot } = told;
  const outcomes = [`${home} to win`, 'a draw', `${away} to win`];
  const expected = mostLikely(base);
  const sentences = [
    `Likeliest is ${outcomes[expected]} (${percent(base[expected])}): expected goals are ${expectedGoals.home.toFixed(1)} to ${expectedGoals.away.toFixed(1)}.`,
  ];
  const parts = contributions(weights, features);
  const reasons = REASONS.map(({ features: names, words }) => ({
    words,
    sum: names.reduce((sum, name) => sum + parts[FEATURES.indexOf(name)]!, 0),
  }));
  for (const [team, sign] of [
    [home, 1],
    [away, -1],
  ] as const) {
    const words = reasons
      .filter(({ sum }) => sign * sum > WORTH_A_WORD)
      .sort((one, other) => sign * (other.sum - one.sum))
      .map((reason) => reason.words);
    if (words.length > 0) sentences.push(`For ${team} speak ${words.join(', ')}.`);
  }
  for (const team of [home, away]) {
    if (!snapshot.teams[team]) sentences.push(`${team} is new to the league and rated like teams that came up before.`);
  }
  if (market && Math.abs(market[expected] - base[expected]) > WORTH_A_DOUBT) {
    sentences.push(`Bookmakers give it ${percent(market[expected])}.`);
  }
  return sentences.join(' ');
}

function percent(probability: number): string {
  return `${Math.round(100 * probability)} %`;
}
