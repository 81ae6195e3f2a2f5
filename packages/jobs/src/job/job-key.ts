import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { NO_KEY, type AnyContract } from '@kickoff/contracts';

/**
 * The `<key>` token of a job's subject: first 16 hex digits of SHA-256 over the canonical (RFC 8785) unique key, or over
 * line and key of an ordered job. Frozen wire format.
 */
export function jobKey(contract: AnyContract, input: unknown): string {
  if (contract.ordered) return hashKey([contract.ordered.line, contract.ordered.by(input)]);
  if (contract.unique) return hashKey(contract.unique.by(input));
  return NO_KEY;
}

export function hashKey(key: unknown): string {
  return createHash('sha256').update(canonicalJson(key)).digest('hex').slice(0, 16);
}

/** Whether a text can stand in a subject as a job's key. */
export function isKey(text: string): boolean {
  return /^[0-9a-f]{16}$/.test(text);
}

export function canonicalJson(value: unknown): string {
  return canonicalize(value) ?? 'null';
}
