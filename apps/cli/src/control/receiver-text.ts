import type { components } from '@kickoff/api-client';
import { fieldLines } from '../cli/fields.js';

/** One receiver of alerts for people, with the secret when it is shown. */
export function receiverText(receiver: components['schemas']['AlertReceiver'] & { secret?: string | null }): string {
  return fieldLines({
    id: receiver.id,
    kind: receiver.kind,
    target: receiver.target,
    enabled: receiver.enabled ? 'yes' : 'no',
    secret: receiver.secret ? `${receiver.secret}\nshown this once` : null,
  });
}
