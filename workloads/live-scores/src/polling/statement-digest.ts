import { createHash } from 'node:crypto';

/** Identifies what an upstream wrote about a match, whatever it is. */
export function statementDigest(statement: unknown): string {
  return createHash('sha1')
    .update(JSON.stringify(statement) ?? '')
    .digest('base64url')
    .slice(0, 16);
}
