import type { ScheduleDefinition } from '@kickoff/contracts';
import type { EffectiveSchedule } from './effective-schedule.js';
import type { RuleWriter } from './rule-writer.js';
import type { ScheduleStore } from './schedule-store.js';
import { repeats } from './schedule-timing.js';

export interface ScheduleSyncOptions {
  store: ScheduleStore;
  rules: RuleWriter;
  /** Loaded workloads; schedules of others are left alone. */
  workloads: readonly string[];
  definitions: readonly ScheduleDefinition[];
  /** False: no schedule has a rule, so that none fires. Default true. */
  enabled?: boolean;
  onError?: (error: unknown) => void;
  /** Time between turns in milliseconds. Default 2000: an operator's edit is in effect within that. */
  everyMs?: number;
}

export interface ScheduleSyncCounts {
  written: number;
  kept: number;
  removed: number;
  /** Last ticks noted in PostgreSQL. */
  noted: number;
}

/** Every rule is compared with the broker's this often, also when PostgreSQL says that nothing changed. */
const COMPARE_ALL_EVERY = 15;

/**
 * Carries declarations into PostgreSQL once, then what is in effect there into the broker, again and again. While
 * PostgreSQL is away the rules that stand keep firing, and last ticks are kept until they can be noted.
 */
export class ScheduleSync {
  private declared = false;
  private turns = 0;
  private readonly applied = new Map<string, string>();
  private lastTicks = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> | undefined;

  constructor(private readonly options: ScheduleSyncOptions) {}

  start(signal?: AbortSignal): void {
    signal?.addEventListener('abort', () => void this.stop(), { once: true });
    const turn = (): void => {
      this.running ??= this.runOnce()
        .catch((error: unknown) => this.options.onError?.(error))
        .finally(() => (this.running = undefined));
    };
    turn();
    this.timer = setInterval(turn, this.options.everyMs ?? 2_000);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
    await this.noteTicks().catch(() => 0);
  }

  /** For the tick consumer: remembers a tick until the next turn notes it. */
  readonly onTick = (scheduleId: string, tickMs: number): void => {
    this.lastTicks.set(scheduleId, Math.max(tickMs, this.lastTicks.get(scheduleId) ?? 0));
  };

  /** @throws DatabaseUnavailable, ConfigurationInvalid, or the broker's error; the next turn does what is left */
  async runOnce(): Promise<ScheduleSyncCounts> {
    const { store, workloads, definitions } = this.options;
    const counts: ScheduleSyncCounts = { written: 0, kept: 0, removed: 0, noted: 0 };
    if (!this.declared) {
      await store.sync(workloads, definitions);
      this.declared = true;
    }
    const all = this.turns++ % COMPARE_ALL_EVERY === 0;
    for (const schedule of await store.effective()) {
      // A rule of one firing is gone between its tick and the next write, so it is looked at every time.
      const same = this.applied.get(schedule.id) === schedule.hash && repeats(schedule.timing);
      counts[same && !all ? 'kept' : await this.apply(schedule)] += 1;
    }
    counts.noted = await this.noteTicks();
    return counts;
  }

  private async apply(schedule: EffectiveSchedule): Promise<'written' | 'kept' | 'removed'> {
    const { rules, enabled = true } = this.options;
    const result = await rules.apply({ ...schedule, enabled: enabled && schedule.enabled });
    this.applied.set(schedule.id, schedule.hash);
    return result;
  }

  private async noteTicks(): Promise<number> {
    const ticks = this.lastTicks;
    this.lastTicks = new Map();
    try {
      await this.options.store.noteTicks(ticks);
    } catch (error) {
      for (const [id, tickMs] of ticks) this.onTick(id, tickMs);
      throw error;
    }
    return ticks.size;
  }
}
