import type { Msg } from '@nats-io/transport-node';
import { DrainEntry, drainKey, nearest, TargetUnknown, type DrainRequest } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { queuesOf } from '../control/known-targets.js';
import { reply, stands, storeEntry } from '../control/store-entry.js';

/** Stores drains and their ends, each with who, when and why. */
export class DrainWriter {
  constructor(private readonly broker: Broker) {}

  /** The workload is that of the subject: an asker may only speak for its own. */
  async write(message: Msg, workload: string, { queue, draining, reason, by }: DrainRequest): Promise<void> {
    const unknown = draining ? await this.problemOf(workload, queue) : undefined;
    if (unknown) {
      const { code, message: why } = new TargetUnknown(unknown);
      return reply(message, { ok: false, code, reason: why });
    }
    const key = drainKey(workload, queue);
    if (draining || (await stands(this.broker, key, (entry) => DrainEntry.parse(entry).draining))) {
      const entry: DrainEntry = { draining, reason, by, at: this.broker.clock.now() };
      await storeEntry(this.broker, key, entry);
    }
    reply(message, { ok: true });
  }

  /** What is not there cannot be drained: a typing error would drain nothing and say nothing. */
  private async problemOf(workload: string, queue: string): Promise<string | undefined> {
    const queues = await queuesOf(this.broker, workload);
    if (!queues) return `there is no workload ${workload}`;
    if (queues.has(queue)) return undefined;
    const suggestion = nearest(queue, queues);
    return `there is no queue ${workload}/${queue}${suggestion ? `; did you mean ${suggestion}?` : ''}`;
  }
}
