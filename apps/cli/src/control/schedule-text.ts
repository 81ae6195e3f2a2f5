import type { components } from '@kickoff/api-client';
import { fieldLines, valueText } from '../cli/fields.js';
import { span } from '../cli/span.js';

type Schedule = components['schemas']['Schedule'];

/** When it fires: `every 5m`, `0 3 * * * Europe/Paris`. */
export function timingText({ everyMs, cron, timeZone }: Schedule): string {
  return everyMs === null ? `${cron} ${timeZone}` : `every ${span(everyMs)}`;
}

/** One schedule for people. */
export function scheduleText(schedule: Schedule): string {
  return fieldLines({
    id: schedule.id,
    type: schedule.type,
    fires: timingText(schedule),
    overlap: schedule.overlap,
    'catch-up': schedule.catchUp === 'none' ? 'none' : `${schedule.catchUp}, within ${span(schedule.catchUpWithinMs)}`,
    jitter: schedule.jitterMs === 0 ? undefined : span(schedule.jitterMs),
    'pause after':
      schedule.pauseAfterFailures === null ? undefined : `${schedule.pauseAfterFailures} failures in a row`,
    enabled: schedule.enabled ? 'yes' : ['no', schedule.disabledReason].filter(Boolean).join(': '),
    edited: schedule.isEdited ? 'yes, `kickoff schedules reset` ends that' : 'no',
    'made by': schedule.createdBy ?? 'the code',
    revision: schedule.revision,
    input: valueText(schedule.input),
  });
}
