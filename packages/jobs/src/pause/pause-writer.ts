import type { Msg } from '@nats-io/transport-node';
import {
  describePaused,
  nearest,
  PauseEntry,
  pauseKey,
  PauseTargetUnknown,
  type PausedThing,
  type PauseRequest,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { queuesOf, typesOf } from '../control/known-targets.js';
import { reply, stands, storeEntry } from '../control/store-entry.js';

/** Stores pauses and resumptions, each with who, when and why. */
export class PauseWriter {
  constructor(private readonly broker: Broker) {}

  /** The workload is that of the subject: an asker may only speak for its own. */
  async write(message: Msg, workload: string, { thing, paused, reason, by }: PauseRequest): Promise<void> {
    const unknown = paused ? await this.problemOf(workload, thing) : undefined;
    if (unknown) {
      const { code, message: why } = new PauseTargetUnknown(unknown);
      return reply(message, { ok: false, code, reason: why });
    }
    const key = pauseKey(workload, thing);
    if (paused || (await stands(this.broker, key, (entry) => PauseEntry.parse(entry).paused))) {
      const entry: PauseEntry = { paused, reason, by, at: this.broker.clock.now() };
      await storeEntry(this.broker, key, entry);
    }
    reply(message, { ok: true });
  }

  /** What is not there cannot be paused: a typing error would pause nothing and say nothing. */
  private async problemOf(workload: string, thing: PausedThing): Promise<string | undefined> {
    const queues = await queuesOf(this.broker, workload);
    if (!queues) return `there is no workload ${workload}`;
    if (thing.kind === 'workload') return undefined;
    const { known, name } =
      thing.kind === 'queue'
        ? { known: queues, name: thing.queue }
        : { known: await typesOf(this.broker, workload), name: thing.name };
    if (known.has(name)) return undefined;
    const suggestion = nearest(name, known);
    const why = thing.kind === 'queue' ? 'no such queue' : 'no worker has announced that type';
    return `there is no ${describePaused(workload, thing)}: ${why}${suggestion ? `; did you mean ${suggestion}?` : ''}`;
  }
}
