import type { LimitTerms, OverriddenThing } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { setOverride, type OverrideReason } from './override-client.js';
import { named } from './override-target.js';

/** Changes the numbers of named limits at run time. `jobs.overrides()` and `jobs.overrideHistory()` list them. */
export class LimitOverrides {
  constructor(private readonly broker: Pick<Broker, 'connection'>) {}

  /**
   * Gives a limit other numbers until it is reset: all windows of a rate, or how many at once; of a limit by key, for every
   * key. Replaces the override that it has. Holds once the limiter has learned of it, which takes moments and at most about
   * two seconds; what was used before counts.
   *
   * @throws ConfigurationInvalid, TargetUnknown, SchedulerUnavailable; then nothing is changed
   */
  async override(workload: string, limit: string, terms: LimitTerms, why: OverrideReason): Promise<void> {
    // Undefined terms would be a reset.
    await setOverride(this.broker, limitThing(workload, limit), terms ?? null, why);
  }

  /**
   * Ends an override: the numbers of the code hold again. A limit that has none stays as it is.
   *
   * @throws ConfigurationInvalid, SchedulerUnavailable
   */
  async reset(workload: string, limit: string, { reason = 'reset', by }: Partial<OverrideReason> = {}): Promise<void> {
    await setOverride(this.broker, limitThing(workload, limit), undefined, { reason, by });
  }
}

function limitThing(workload: string, limit: string): { workload: string; thing: OverriddenThing } {
  return {
    workload: named('limits.workload', workload),
    thing: { kind: 'limit', name: named('limits.limit', limit) },
  };
}
