import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { jobsStream, laterSubject, type PausedThing } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { readDirectBatch } from '../broker/direct-batch.js';
import { ControlWatch } from '../client/control-watch.js';
import { isParking } from './pause-table.js';
import { promotePaused, RESUME_BACKSTOP_MS } from './promote-paused.js';

export interface PausePromoterOptions {
  broker: Broker;
  /** Told about failures that the loop survives. */
  onError?: (error: unknown) => void;
}

/** Jobs that are moved at once; their order is that in which they were parked. */
const BATCH = 128;
/** A worker may park a job that it received before it learned of the resumption: what came later is looked at again. */
const LOOK_AGAIN_AFTER_MS = [5_000, 30_000] as const;
const RETRY_MS = 1_000;
/** Resumptions that are older have no parked jobs left: those came by themselves. */
const MEMORY_MS = RESUME_BACKSTOP_MS + 3_600_000;

/**
 * Brings jobs back that were parked while their type or key was paused, in the order in which they were parked. Every
 * replica of the scheduler service does it: a move happens once, whoever makes it, so one that is killed leaves nothing
 * undone. A replica that starts looks after the resumptions of the last day.
 */
export class PausePromoter {
  /** What is paused and drained, for others in this service. */
  readonly control: ControlWatch;
  private readonly stopped = new AbortController();
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly options: PausePromoterOptions) {
    this.control = new ControlWatch(options.broker);
    // Each resumption that is looked after waits for it.
    setMaxListeners(0, this.stopped.signal);
  }

  start(signal?: AbortSignal): void {
    signal?.addEventListener('abort', () => void this.stop(), { once: true });
    this.control.pauses.onChange((workload, thing, entry) => {
      const isOld = entry !== undefined && this.options.broker.clock.now() - entry.at > MEMORY_MS;
      if (!entry?.paused && !isOld && isParking(thing)) void this.resumed(workload, thing);
    });
    void this.control.startWhenThere();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    this.control.stop();
    await this.work;
  }

  /**
   * Promotes what is parked for nothing from this sequence on.
   *
   * @returns how many jobs were moved, and the sequence to go on from
   */
  async promoteFrom(
    workload: string,
    thing: PausedThing,
    fromSequence: number,
  ): Promise<{ promoted: number; next: number }> {
    const { broker } = this.options;
    const stream = jobsStream(workload);
    const [name, key] =
      thing.kind === 'key' ? [thing.name, thing.key] : [thing.kind === 'type' ? thing.name : '*', '*'];
    const filter = laterSubject(workload, name, key);
    let promoted = 0;
    for (let next = fromSequence; ;) {
      const messages =
        (await readDirectBatch(broker.connection, { stream, fromSequence: next, filter, batch: BATCH })) ?? [];
      // All of a batch are sent before the first is answered, over one connection: the server takes them in this order.
      const moves = messages.map(({ header, ...message }) =>
        promotePaused(broker, { ...message, headers: { get: header } }, this.control.pauses),
      );
      for (const isMoved of await Promise.all(moves)) if (isMoved) promoted += 1;
      next = (messages.at(-1)?.sequence ?? next - 1) + 1;
      if (messages.length < BATCH || this.stopped.signal.aborted) return { promoted, next };
    }
  }

  private async resumed(workload: string, thing: PausedThing): Promise<void> {
    let next = 1;
    for (const waitMs of [0, ...LOOK_AGAIN_AFTER_MS]) {
      await this.pause(waitMs);
      // One after the other: several resumptions at once must not be several loads.
      this.work = this.work.then(async () => {
        while (!this.stopped.signal.aborted) {
          try {
            ({ next } = await this.promoteFrom(workload, thing, next));
            return;
          } catch (error) {
            this.options.onError?.(error);
            await this.pause(RETRY_MS);
          }
        }
      });
      await this.work;
    }
  }

  private async pause(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal: this.stopped.signal, ref: false }).catch(() => undefined);
  }
}
