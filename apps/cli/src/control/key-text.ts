import type { components } from '@kickoff/api-client';
import { fieldLines } from '../cli/fields.js';

type Key = components['schemas']['AccessKey'] & { key?: string };

/** One key for people; its secret only where the api shows it. */
export function keyText(key: Key): string {
  return fieldLines({
    id: key.id,
    name: key.name,
    begins: key.start,
    role: key.role,
    payloads: key.payloads ? 'shown' : 'hidden',
    workloads: key.workloads.join(' '),
    made: `${key.createdAt} by ${key.createdBy}`,
    expires: key.expiresAt ?? 'never',
    revoked: key.revokedAt,
    'last used': key.lastUsedAt ?? 'never',
    key: key.key === undefined ? undefined : `${key.key} (shown this once)`,
  });
}
