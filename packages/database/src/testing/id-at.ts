import { createHash } from 'node:crypto';

/** Test support: a UUIDv7 of a given time, the same for the same seed. */
export function idAt(seed: string, ms: number): string {
  const time = ms.toString(16).padStart(12, '0');
  const random = createHash('sha256').update(`${seed}\n${ms}`).digest('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
