import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** Longest step of one parameter. Rates are exponentials: a longer one overshoots. */
const LONGEST = 1;

/**
 * The step that maximises a concave function's quadratic approximation.
 *
 * @param hessian negative second derivatives, row by row; the lower triangle is read
 */
export function newtonStep(hessian: Float64Array, gradient: Float64Array): number[] {
  const size = gradient.length;
  const matrix = Matrix.zeros(size, size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const value = hessian[row * size + column]!;
      matrix.set(row, column, value);
      matrix.set(column, row, value);
    }
  }
  return new CholeskyDecomposition(matrix).solve(Matrix.columnVector([...gradient])).to1DArray();
}

/** Adds a step to parameters and gives the largest change. */
export function moveBy(parameters: Float64Array, step: readonly number[]): number {
  let largest = 0;
  step.forEach((by, index) => {
    const bounded = Math.max(-LONGEST, Math.min(LONGEST, by));
    parameters[index]! += bounded;
    largest = Math.max(largest, Math.abs(bounded));
  });
  return largest;
}
