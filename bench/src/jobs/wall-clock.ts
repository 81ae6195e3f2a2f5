/** Milliseconds since 1970 with their fractions, to compare times of two processes of this machine. */
export function wallClockMs(): number {
  return performance.timeOrigin + performance.now();
}
