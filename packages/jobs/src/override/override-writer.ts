import type { Msg } from '@nats-io/transport-node';
import {
  assertOverrideTerms,
  describeOverridden,
  isOverridable,
  KickoffError,
  MessageInvalid,
  nearest,
  OverrideEntry,
  overrideKey,
  TargetUnknown,
  type OverriddenThing,
  type OverrideRequest,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { isWorkload, limitsOf, typesOf } from '../control/known-targets.js';
import { reply, stands, storeEntry } from '../control/store-entry.js';

/** Stores overrides and their resets, each with who, when and why. */
export class OverrideWriter {
  constructor(private readonly broker: Broker) {}

  /** The workload is that of the subject: an asker may only speak for its own. */
  async write(message: Msg, workload: string, { thing, terms, reason, by }: OverrideRequest): Promise<void> {
    try {
      if (!isOverridable(workload, thing)) throw new MessageInvalid(`${workload} has no ${thing.kind} to override`);
      if (terms !== undefined) {
        assertOverrideTerms(thing, terms);
        await this.assertKnown(workload, thing, terms);
      }
    } catch (error) {
      if (!(error instanceof KickoffError)) throw error;
      return reply(message, { ok: false, code: error.code, reason: error.message });
    }
    const key = overrideKey(workload, thing);
    const isOverridden = () => stands(this.broker, key, (entry) => OverrideEntry.parse(entry).terms !== undefined);
    if (terms !== undefined || (await isOverridden())) {
      const entry: OverrideEntry = { terms, reason, by, at: this.broker.clock.now() };
      await storeEntry(this.broker, key, entry);
    }
    reply(message, { ok: true });
  }

  /** What is not there cannot be overridden: a typing error would change nothing and say nothing. */
  private async assertKnown(workload: string, thing: OverriddenThing, terms: object): Promise<void> {
    if (thing.kind === 'everywhere') return;
    if (!(await isWorkload(this.broker, workload))) throw new TargetUnknown(`there is no workload ${workload}`);
    if (thing.kind === 'workload') return;
    const limits = thing.kind === 'limit' ? await limitsOf(this.broker, workload) : undefined;
    const known = limits ?? (await typesOf(this.broker, workload));
    const what = `there is no ${describeOverridden(workload, thing)}`;
    if (!known.has(thing.name)) {
      const suggestion = nearest(thing.name, known.keys());
      const why = limits ? 'no worker that runs names it' : 'no worker has announced that type';
      throw new TargetUnknown(`${what}: ${why}${suggestion ? `; did you mean ${suggestion}?` : ''}`);
    }
    const isRate = limits && limits.get(thing.name)!.atOnce === undefined;
    if (isRate !== undefined && isRate !== 'windows' in terms)
      throw new TargetUnknown(`${what} of that kind: it has ${isRate ? 'windows' : 'atOnce'}`);
  }
}
