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
  type AnnounceReply,
  type OverriddenThing,
  type OverrideRequest,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { lastMessage } from '../broker/stream-lookup.js';
import { isWorkload, limitsOf, typesOf } from '../control/known-targets.js';

const PUBLISH_TIMEOUT_MS = 2_000;

/**
 * Stores overrides and their ends in the `control` bucket, each with who, when and why; the bucket keeps the last five of a
 * thing. What was reset keeps its entry: were it deleted or to expire, an older override would show again.
 */
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
      return answer(message, { ok: false, code: error.code, reason: error.message });
    }
    const subject = `$KV.control.${overrideKey(workload, thing)}`;
    if (terms !== undefined || (await this.isOverridden(subject))) {
      const entry: OverrideEntry = { terms, reason, by, at: this.broker.clock.now() };
      await this.broker.jetstream.publish(subject, JSON.stringify(entry), { timeout: PUBLISH_TIMEOUT_MS });
    }
    answer(message, { ok: true });
  }

  private async isOverridden(subject: string): Promise<boolean> {
    const last = await lastMessage(this.broker.connection, 'KV_control', subject);
    if (!last) return false;
    try {
      return OverrideEntry.parse(JSON.parse(Buffer.from(last.body).toString())).terms !== undefined;
    } catch {
      return true;
    }
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

function answer(message: Msg, reply: AnnounceReply): void {
  message.respond(JSON.stringify(reply));
}
