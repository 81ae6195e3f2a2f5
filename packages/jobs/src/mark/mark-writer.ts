import type { Msg } from '@nats-io/transport-node';
import { nearest, TargetUnknown, type MarkEntry, type MarkRequest } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { typesOf } from '../control/known-targets.js';
import { reply, storeEntry } from '../control/store-entry.js';
import { markKey } from './mark-key.js';

/** Stores marks and their ends, each with who, when and why. */
export class MarkWriter {
  constructor(private readonly broker: Broker) {}

  /** The workload is that of the subject: an asker may only speak for its own. */
  async write(message: Msg, workload: string, { thing, on, reason, by }: MarkRequest): Promise<void> {
    const unknown = on && thing.kind === 'silenced' ? await this.problemOf(workload, thing.name) : undefined;
    if (unknown) return reply(message, { ok: false, code: unknown.code, reason: unknown.message });
    const entry: MarkEntry = { workload, thing, on, reason, by, at: this.broker.clock.now() };
    await storeEntry(this.broker, markKey(workload, thing), entry);
    reply(message, { ok: true });
  }

  private async problemOf(workload: string, name: string): Promise<TargetUnknown | undefined> {
    const known = await typesOf(this.broker, workload);
    if (known.has(name)) return undefined;
    const suggestion = nearest(name, known);
    const advice = suggestion ? `; did you mean ${suggestion}?` : '';
    return new TargetUnknown(`there is no type ${workload}.${name}: no worker has announced that type${advice}`);
  }
}
