import { Matrix, solve } from 'ml-matrix';
import { SIGNALS } from '../detection/signals/signals.js';
import type { Weights } from '../detection/weights.js';
import { generatePlayers } from '../generated-players/generate-players.js';

const STEPS = 25;
/** Keeps weights from growing where the signals tell players apart without error. */
const RIDGE = 1;

/** Logistic regression of the label on the evidence of all signals, by Newton's method. */
export function fitWeights(count: number, seed: number): Weights {
  const players = generatePlayers(count, seed);
  const rows = new Matrix(
    players.map((player) => [1, ...SIGNALS.map((signal) => signal.evidence(player)?.value ?? 0)]),
  );
  const labels = Matrix.columnVector(players.map(({ isSmurf }) => Number(isSmurf)));
  const width = SIGNALS.length + 1;
  let weights = Matrix.zeros(width, 1);
  for (let step = 0; step < STEPS; step += 1) {
    const probabilities = rows
      .mmul(weights)
      .to1DArray()
      .map((logOdds) => 1 / (1 + Math.exp(-logOdds)));
    const residuals = Matrix.sub(labels, Matrix.columnVector(probabilities));
    const gradient = rows.transpose().mmul(residuals).sub(Matrix.mul(weights, RIDGE));
    const weighted = rows.clone().mulColumnVector(probabilities.map((p) => p * (1 - p)));
    const curvature = rows.transpose().mmul(weighted).add(Matrix.eye(width).mul(RIDGE));
    weights = Matrix.add(weights, solve(curvature, gradient));
  }
  const [base = 0, ...fitted] = weights.to1DArray();
  return { base, signals: Object.fromEntries(SIGNALS.map(({ name }, index) => [name, fitted[index]!])) };
}
