/** The oldest server that has everything the wire needs: repeating message schedules and their roll-ups came with it. */
export const OLDEST_NATS = '2.14.0';

/** Whether `version` is at least `oldest`, compared number by number. */
export function isAtLeast(version: string, oldest: string): boolean {
  const [left, right] = [version, oldest].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)));
  for (let part = 0; part < 3; part += 1) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
