import { createHash, randomBytes } from 'node:crypto';

/** The secret of a key: `kk_` and 256 random bits. The prefix lets scanners of repositories find one that leaked. */

const PREFIX = 'kk_';
const FORM = /^kk_[A-Za-z0-9_-]{43}$/;
const START_LENGTH = PREFIX.length + 6;

export function newKey(): string {
  return `${PREFIX}${randomBytes(32).toString('base64url')}`;
}

/** Whether a text has the form of a key. */
export function isKey(text: string): boolean {
  return FORM.test(text);
}

/** What is stored of it. */
export function keyHash(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** What people recognise it by: 36 of its 256 bits. */
export function keyStart(key: string): string {
  return key.slice(0, START_LENGTH);
}
