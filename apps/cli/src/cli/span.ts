const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/** A length of time for people, to its largest unit: `3m`, `12s`, `0s`. */
export function span(ms: number): string {
  for (const [unit, size] of UNITS) if (ms >= size) return `${Math.floor(ms / size)}${unit}`;
  return '0s';
}

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes for people: `1.4 MB`. */
export function bytes(count: number): string {
  let size = 0;
  let rest = count;
  while (rest >= 1_000 && size < SIZES.length - 1) {
    rest /= 1_000;
    size += 1;
  }
  return `${size === 0 ? rest : rest.toFixed(1)} ${SIZES[size]}`;
}
