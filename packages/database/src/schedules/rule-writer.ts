import { headers } from '@nats-io/transport-node';
import { schedulesStream, scheduleSubject } from '@kickoff/contracts';
import { isSequenceConflict, type Broker } from '@kickoff/jobs';
import type { EffectiveSchedule, TickBody } from './effective-schedule.js';
import { nextFiring, repeats, type CompiledTiming } from './schedule-timing.js';
import { SCHEDULE_HEADERS } from './schedule-headers.js';

export type RuleResult = 'written' | 'kept' | 'removed';

/**
 * Keeps a schedule's rule in the broker. Written only when it differs, because a write restarts the rule, and with the
 * expected sequence, so that of several schedulers one writes.
 */
export class RuleWriter {
  constructor(private readonly broker: Broker) {}

  async apply(schedule: EffectiveSchedule): Promise<RuleResult> {
    const subject = scheduleSubject('rule', schedule.id);
    const stored = await this.broker.manager.streams.getMessage(schedulesStream(), { last_by_subj: subject });
    if (!schedule.enabled) {
      if (!stored) return 'kept';
      await this.broker.manager.streams.purge(schedulesStream(), { filter: subject });
      // What comes between now and the day on which it is enabled again is not missed.
      const settled = scheduleSubject('settled', schedule.id);
      await this.broker.manager.streams.purge(schedulesStream(), { filter: settled });
      return 'removed';
    }
    if (stored?.header.get(SCHEDULE_HEADERS.hash) === schedule.hash) return 'kept';
    return this.write(schedule, stored?.seq ?? 0);
  }

  /** Writes the next firing of a rule of one firing, unless that is written already. */
  async advance(schedule: Omit<EffectiveSchedule, 'enabled'>): Promise<RuleResult> {
    return this.write({ ...schedule, enabled: true }, 0);
  }

  /** Revision of the rule that stands, or undefined when none does. */
  async revision(scheduleId: string): Promise<number | undefined> {
    const subject = scheduleSubject('rule', scheduleId);
    const stored = await this.broker.manager.streams.getMessage(schedulesStream(), { last_by_subj: subject });
    return stored ? Number(stored.header.get(SCHEDULE_HEADERS.revision)) : undefined;
  }

  private async write(schedule: EffectiveSchedule, expected: number): Promise<RuleResult> {
    const { timing } = schedule;
    const firesAt = repeats(timing) ? undefined : nextFiring(timing, this.broker.clock.now());
    const header = headers();
    header.set(SCHEDULE_HEADERS.hash, schedule.hash);
    header.set(SCHEDULE_HEADERS.revision, String(schedule.revision));
    const body: TickBody = { ...schedule.body, firesAt };
    try {
      await this.broker.jetstream.publish(scheduleSubject('rule', schedule.id), JSON.stringify(body), {
        headers: header,
        expect: { lastSubjectSequence: expected },
        schedule: {
          specification: firesAt === undefined ? cronSpecification(timing) : new Date(firesAt),
          target: scheduleSubject('tick', schedule.id),
          ttl: firesAt !== undefined ? undefined : tickLife(timing, this.broker.clock.now()),
        },
      });
      return 'written';
    } catch (error) {
      if (isSequenceConflict(error)) return 'kept';
      throw error;
    }
  }
}

const SHORTEST_LIFE_MS = 60_000;

/**
 * A tick that no scheduler takes goes when the next one fires, or after a minute, so that an outage leaves no pile of them.
 * Not by rolling them up: that would lose ticks in hand (docs/decisions/moves-without-roll-ups.md).
 */
function tickLife(timing: CompiledTiming, now: number): string {
  const first = nextFiring(timing, now);
  return `${Math.ceil(Math.max(SHORTEST_LIFE_MS, nextFiring(timing, first) - first) / 1_000)}s`;
}

function cronSpecification(timing: EffectiveSchedule['timing']): { cron: string } {
  if (timing.kind !== 'cron') throw new TypeError('an anchored rule has no cron');
  return { cron: timing.cron };
}
