import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SealBroken, SealingKeyUnknown } from '@kickoff/contracts';
import type { SealingKeys } from './sealing-keys.js';

/**
 * A value as it stands in place of the clear one: `{ "$sealed": "<key id>.<base64url of iv, tag and ciphertext>" }`.
 * AES-256-GCM; the workload is authenticated along, so that no other workload's worker opens it.
 */
export interface SealedValue {
  $sealed: string;
}

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function isSealed(value: unknown): value is SealedValue {
  return typeof value === 'object' && value !== null && '$sealed' in value && typeof value.$sealed === 'string';
}

export function sealValue(value: unknown, workload: string, { current }: SealingKeys): SealedValue {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, current.key, iv).setAAD(Buffer.from(workload));
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return { $sealed: `${current.id}.${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')}` };
}

/** @throws SealingKeyUnknown, SealBroken */
export function openValue({ $sealed }: SealedValue, workload: string, keys: SealingKeys): unknown {
  const [id = '', sealed = ''] = $sealed.split('.');
  const key = keys.find(id);
  if (!key) throw new SealingKeyUnknown(id);
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(workload))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return JSON.parse(text.toString()) as unknown;
  } catch (cause) {
    throw new SealBroken(`a field that key ${id} of ${workload} should open cannot be opened`, { cause });
  }
}
