import type { EnqueueOptions } from '../client/enqueue-options.js';

/** Options of a child: it carries what its parent carries, and what it was given itself. */
export function inherit(
  carried: Readonly<Record<string, string>> | undefined,
  options: EnqueueOptions,
): EnqueueOptions {
  return carried ? { ...options, carry: { ...carried, ...options.carry } } : options;
}
