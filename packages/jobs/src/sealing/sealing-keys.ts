import { createSecretKey, type KeyObject } from 'node:crypto';
import { ConfigurationInvalid } from '@kickoff/contracts';

/** A key by its name, which travels with what it sealed. */
export interface SealingKey {
  /** Letters, digits, `-` and `_`. */
  id: string;
  /** 256 bits. */
  key: KeyObject;
}

/** Keys for sensitive fields. A key that sealed is kept until no job is left that it sealed. */
export interface SealingKeys {
  /** Seals from now on. */
  readonly current: SealingKey;
  /** Opens what the key of this name sealed; undefined when it is not known. */
  find(id: string): KeyObject | undefined;
}

const KEY_BYTES = 32;

/**
 * Keys from one text, as a setting holds them: `<id>:<base64 of 32 bytes>`, several separated by commas. The first seals,
 * all open.
 *
 * @throws ConfigurationInvalid naming the position, never the key
 */
export function sealingKeys(text: string, path = 'sealing'): SealingKeys {
  const keys = new Map<string, KeyObject>();
  const entries = text.split(',').map((entry) => entry.trim());
  for (const [index, entry] of entries.entries()) {
    const [, id, secret] = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+=*)$/.exec(entry) ?? [];
    const bytes = Buffer.from(secret ?? '', 'base64');
    if (!id || bytes.length !== KEY_BYTES)
      throw new ConfigurationInvalid(`${path}[${index}]`, 'must be <id>:<base64 of 32 bytes>');
    if (keys.has(id)) throw new ConfigurationInvalid(`${path}[${index}]`, `has the id ${id} of another key`);
    keys.set(id, createSecretKey(bytes));
  }
  const [[id, key]] = [...keys] as [[string, KeyObject]];
  return { current: { id, key }, find: (name) => keys.get(name) };
}
