import type { Msg } from '@nats-io/transport-node';
import {
  describePaused,
  nearest,
  PauseEntry,
  pauseKey,
  PauseTargetUnknown,
  type AnnounceReply,
  type PausedThing,
  type PauseRequest,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { lastMessage } from '../broker/stream-lookup.js';
import { queuesOf, typesOf } from '../control/known-targets.js';

const PUBLISH_TIMEOUT_MS = 2_000;

/**
 * Stores pauses and resumptions in the `control` bucket, each with who, when and why; the bucket keeps the last five of a
 * thing. What was resumed keeps its entry: were it deleted or to expire, an older pause would show again.
 */
export class PauseWriter {
  constructor(private readonly broker: Broker) {}

  /** The workload is that of the subject: an asker may only speak for its own. */
  async write(message: Msg, workload: string, { thing, paused, reason, by }: PauseRequest): Promise<void> {
    const unknown = paused ? await this.problemOf(workload, thing) : undefined;
    if (unknown) {
      const { code, message: why } = new PauseTargetUnknown(unknown);
      return answer(message, { ok: false, code, reason: why });
    }
    const subject = `$KV.control.${pauseKey(workload, thing)}`;
    if (paused || (await this.isPaused(subject))) {
      const entry: PauseEntry = { paused, reason, by, at: this.broker.clock.now() };
      await this.broker.jetstream.publish(subject, JSON.stringify(entry), { timeout: PUBLISH_TIMEOUT_MS });
    }
    answer(message, { ok: true });
  }

  private async isPaused(subject: string): Promise<boolean> {
    const last = await lastMessage(this.broker.connection, 'KV_control', subject);
    if (!last) return false;
    try {
      return PauseEntry.parse(JSON.parse(Buffer.from(last.body).toString())).paused;
    } catch {
      return true;
    }
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

function answer(message: Msg, reply: AnnounceReply): void {
  message.respond(JSON.stringify(reply));
}
