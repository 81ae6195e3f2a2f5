const BARS = Array.from('▁▂▃▄▅▆▇█');

/** Numbers as bars of one line, the greatest as the highest. */
export function sparkLine(values: readonly number[]): string {
  const most = Math.max(...values, 0);
  return values.map((value) => BARS[most === 0 ? 0 : Math.round((value / most) * (BARS.length - 1))]).join('');
}
