import type { AnyContract } from './contract.js';
import { ConfigurationInvalid } from './errors.js';

/**
 * Names under which people know a job type, such as those of a system that it replaced, each with the part of the input that
 * the name stands for: `{ PollLiveFootballMatchesJob: { sport: 'football' } }`. They are taken where jobs are enqueued
 * and searched for and where a type is shown, and are never on the wire.
 */
export type KnownAs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** No dot: so that it is never taken for a type. */
const KNOWN_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,99}$/;

/** Whether this may be a name that a type is known as, and cannot be the type itself. */
export function isKnownName(name: string): boolean {
  return KNOWN_NAME.test(name);
}

/** @throws ConfigurationInvalid for a name that could be taken for a type, or one that stands for no part of an input */
export function readKnownAs(names: KnownAs | undefined, type: string): KnownAs {
  for (const [name, input] of Object.entries(names ?? {})) {
    const path = `${type}.knownAs.${name}`;
    if (!isKnownName(name))
      throw new ConfigurationInvalid(path, 'must be letters, digits, _ and -, beginning with a letter');
    if (typeof input !== 'object' || input === null || Array.isArray(input))
      throw new ConfigurationInvalid(path, 'must be the fields of the input that the name stands for, or {}');
  }
  return names ?? {};
}

/** @throws ConfigurationInvalid when two contracts are known by one name */
export function assertKnownApart(contracts: readonly AnyContract[]): void {
  const owners = new Map<string, string>();
  for (const { type, knownAs } of contracts) {
    for (const name of Object.keys(knownAs)) {
      const owner = owners.get(name);
      if (owner) throw new ConfigurationInvalid(`${type}.knownAs.${name}`, `is a name of ${owner}, too`);
      owners.set(name, type);
    }
  }
}
