import { JetStreamApiError } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { z } from 'zod';
import { schedulesStream, scheduleSubject } from '@kickoff/contracts';
import { isSequenceConflict, type Broker } from '@kickoff/jobs';

const Settled = z.object({ hash: z.string(), dueMs: z.number() });

/** The last tick of a schedule that was settled, of a rule with this hash. */
export type SettledTick = z.infer<typeof Settled>;

/**
 * The last settled tick of each schedule that makes up for all it missed. Beside its rule at the broker: what was missed must
 * be known although PostgreSQL is away, and goes when the rule goes.
 */
export class SettledTicks {
  constructor(private readonly broker: Broker) {}

  /** Undefined when there is none, or it was of a rule that said something else. */
  async last(scheduleId: string, hash: string): Promise<SettledTick | undefined> {
    const settled = (await this.stored(scheduleId)).tick;
    return settled?.hash === hash ? settled : undefined;
  }

  /** Never backwards. */
  async note(scheduleId: string, tick: SettledTick): Promise<void> {
    const { sequence, tick: before } = await this.stored(scheduleId);
    if (before?.hash === tick.hash && before.dueMs >= tick.dueMs) return;
    const header = headers();
    header.set('Nats-Rollup', 'sub');
    try {
      await this.broker.jetstream.publish(scheduleSubject('settled', scheduleId), JSON.stringify(tick), {
        headers: header,
        expect: { lastSubjectSequence: sequence },
      });
    } catch (error) {
      // Another scheduler notes a tick of it at this moment; the next one notes on.
      if (!(error instanceof JetStreamApiError) || !isSequenceConflict(error)) throw error;
    }
  }

  private async stored(scheduleId: string): Promise<{ sequence: number; tick: SettledTick | undefined }> {
    const message = await this.broker.manager.streams.getMessage(schedulesStream(), {
      last_by_subj: scheduleSubject('settled', scheduleId),
    });
    return { sequence: message?.seq ?? 0, tick: message ? Settled.safeParse(message.json()).data : undefined };
  }
}
