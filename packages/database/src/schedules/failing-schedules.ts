import { Loop, type LoopOptions } from '../loop/loop.js';
import type { ScheduleHistory } from './schedule-history.js';
import type { ScheduleStore } from './schedule-store.js';

export interface FailingSchedulesOptions extends LoopOptions {
  store: ScheduleStore;
  history: ScheduleHistory;
  /** Told of each that this replica disabled. */
  onDisabled?: (scheduleId: string, reason: string) => void;
  /** Time between two turns in milliseconds. Default 5000. */
  everyMs?: number;
}

/** Disables schedules whose jobs died so often in a row as their `pauseAfterFailures` says. Any replica may. */
export class FailingSchedules extends Loop<{ disabled: number }> {
  constructor(private readonly options: FailingSchedulesOptions) {
    super(options);
  }

  /** @throws DatabaseUnavailable */
  async runOnce(): Promise<{ disabled: number }> {
    const { store, history, onDisabled } = this.options;
    let disabled = 0;
    for (const { id, enabled, pauseAfterFailures, changedAt, revision } of await store.list()) {
      if (!enabled || pauseAfterFailures === null) continue;
      // What failed before it was changed, or enabled again, counts no more.
      if ((await history.failuresInARow(id, changedAt, pauseAfterFailures)) < pauseAfterFailures) continue;
      const reason = `its last ${pauseAfterFailures} jobs died`;
      if (!(await store.disable(id, revision, reason))) continue;
      disabled += 1;
      onDisabled?.(id, reason);
    }
    return { disabled };
  }

  protected waitAfter(): number {
    return this.options.everyMs ?? 5_000;
  }
}
