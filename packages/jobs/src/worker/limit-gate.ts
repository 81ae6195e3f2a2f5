import type { ContractLimit } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { upgradedInput } from '../job/upgrade-input.js';
import { validate } from '../job/validation.js';
import type { LimitClient } from '../limiter/limit-client.js';
import { limitKey } from '../limiter/limit-key.js';
import { describeWait, type LimitAsker, type LimitTurn } from '../limiter/limit-turn.js';
import { formatParkedFor } from '../limiter/promote-parked.js';
import type { ActiveJob } from './active-job.js';
import { readEnvelope } from './received-job.js';

/**
 * Lets jobs of limited types through to a slot when each of their limits has granted it. A job whose turn is near waits
 * here without a slot; another is parked in `later`, from where the limiter promotes it. Either way no attempt is spent.
 */

/** A turn that is further away is not worth a place in a worker. */
const HOLD_MS = 1_000;
/** An estimate may be wrong: whoever has waited here for so long is parked. */
const LONGEST_HOLD_MS = 3_000;
const MAX_HELD = 512;
const SHORTEST_BACKSTOP_MS = 60_000;
const UNREACHABLE_MS = 10_000;

/** The limits of one job, in the order in which they are asked. */
export interface Passage {
  limits: { definition: ContractLimit['definition']; key: string }[];
  turns: LimitTurn[];
  /** Made for the first question. */
  asker: LimitAsker | undefined;
  /** Local time since which it waits here. */
  heldAt: number | undefined;
  parking: boolean;
}

export interface ParkTerms {
  runAt: number;
  reason: string;
  waitsFor: string;
}

export interface LimitCallbacks {
  /** Every limit has granted it: it may have a slot. */
  enter(job: ActiveJob): void;
  /** It waits here and takes no room of its queue. */
  held(job: ActiveJob): void;
  /** Moves it to `later`; resolves with the subject there, undefined when somebody else moved it. */
  park(job: ActiveJob, terms: ParkTerms): Promise<string | undefined>;
  /** The priority into which parked jobs of this one's queue are promoted. */
  topPriority(job: ActiveJob): string;
  track(work: Promise<void>, job: ActiveJob): void;
}

export class LimitGate {
  private readonly held = new Set<ActiveJob>();

  constructor(
    private readonly broker: Broker,
    private readonly client: LimitClient,
    private readonly callbacks: LimitCallbacks,
  ) {}

  /** Asks for a job of a limited type. */
  admit(job: ActiveJob): void {
    try {
      const validating = this.inputOf(job);
      if (validating)
        this.callbacks.track(
          validating.then(() => this.begin(job)),
          job,
        );
      else this.begin(job);
    } catch (error) {
      this.callbacks.track(Promise.reject(error), job);
    }
  }

  /** Whether every grant still holds; else it asks again and the job's slot is free. */
  mayStart({ passage }: ActiveJob): boolean {
    return passage === undefined || passage.turns.every((turn) => this.client.isInTime(turn));
  }

  /** The grant of a rate came too late to be used: what was taken goes back. */
  again(job: ActiveJob): void {
    this.release(job);
    this.admit(job);
  }

  /** The handler has begun: uses of rates are spent now. */
  begun({ passage }: ActiveJob): void {
    for (const turn of passage!.turns) if (turn.definition.atOnce === undefined) this.client.begun(turn);
  }

  /** The handler is over, or the job leaves this worker. */
  release(job: ActiveJob): void {
    const { passage } = job;
    if (!passage) return;
    job.passage = undefined;
    this.held.delete(job);
    for (const turn of passage.turns) this.client.release(turn);
  }

  /** Gives back the jobs that still wait, for the worker to return. */
  stop(): ActiveJob[] {
    const jobs = [...this.held];
    for (const job of jobs) this.release(job);
    return jobs;
  }

  private inputOf(job: ActiveJob): Promise<void> | undefined {
    job.envelope ??= readEnvelope(job.received.bodyText);
    const { contract } = job.handled!;
    if (job.envelope === undefined || !contract.limits!.some(({ by }) => by)) return undefined;
    const keep = ({ value, issues }: Awaited<ReturnType<typeof validate>>) => {
      if (!issues) job.input = value;
    };
    const { version = 1, input } = job.envelope;
    // A newer version is no business of this worker, as the job's start will find.
    if (version > contract.version) return undefined;
    const validated = validate(
      contract.input,
      version === contract.version ? input : upgradedInput(contract, job.envelope),
    );
    if (validated instanceof Promise) return validated.then(keep);
    keep(validated);
    return undefined;
  }

  private begin(job: ActiveJob): void {
    const limits: Passage['limits'] = [];
    for (const { definition, by } of job.handled!.contract.limits!) {
      if (!by) limits.push({ definition, key: '' });
      // An input that the contract refuses is told so when the job starts.
      else if (job.input !== undefined) {
        const key: unknown = by(job.input);
        if (key !== undefined) limits.push({ definition, key: limitKey(key) });
      }
    }
    job.passage = { limits, turns: [], asker: undefined, heldAt: undefined, parking: false };
    this.next(job, job.passage);
  }

  private next(job: ActiveJob, passage: Passage): void {
    for (;;) {
      const limit = passage.limits[passage.turns.length];
      if (!limit) {
        this.held.delete(job);
        return this.callbacks.enter(job);
      }
      passage.asker ??= this.askerFor(job, passage);
      const id = `${job.received.address.id}.${job.received.attempt}`;
      const use = { definition: limit.definition, key: limit.key, id, cost: 1, reserve: 0 };
      const turn = this.client.ask(use, passage.asker);
      passage.turns.push(turn);
      if (turn.state !== 'granted') return undefined;
    }
  }

  private askerFor(job: ActiveJob, passage: Passage): LimitAsker {
    const isOver = () => job.passage !== passage || passage.parking;
    return {
      onVerdict: (asked) => {
        if (isOver()) return;
        if (asked.state === 'granted') this.next(job, passage);
        else this.wait(job, passage, asked);
      },
      onSilence: (asked) => {
        if (isOver()) return;
        this.client.release(asked);
        this.park(job, passage, asked, {
          runAt: this.broker.clock.now() + UNREACHABLE_MS,
          reason: `waits for limit ${asked.definition.name}: no limiter answers`,
          waitsFor: 'limiter',
        });
      },
    };
  }

  private wait(job: ActiveJob, passage: Passage, turn: LimitTurn): void {
    const now = this.broker.clock.now();
    const waitMs = turn.turnAt - now;
    const heldMs = passage.heldAt === undefined ? 0 : performance.now() - passage.heldAt;
    const stays =
      waitMs < HOLD_MS && heldMs < LONGEST_HOLD_MS && (passage.heldAt !== undefined || this.held.size < MAX_HELD);
    if (stays) {
      if (passage.heldAt !== undefined) return;
      passage.heldAt = performance.now();
      this.held.add(job);
      return this.callbacks.held(job);
    }
    this.park(job, passage, turn, {
      runAt: now + Math.max(SHORTEST_BACKSTOP_MS, 2 * waitMs),
      reason: describeWait(turn, turn.key, now),
      waitsFor: formatParkedFor({
        limit: turn.definition,
        key: turn.key,
        id: turn.id,
        priority: this.callbacks.topPriority(job),
      }),
    });
  }

  private park(job: ActiveJob, passage: Passage, turn: LimitTurn, terms: ParkTerms): void {
    passage.parking = true;
    this.held.delete(job);
    for (const granted of passage.turns) if (granted !== turn) this.client.release(granted);
    const parking = this.callbacks.park(job, terms).then((subject) => {
      if (turn.state === 'over') return;
      if (subject === undefined) this.client.release(turn);
      else this.client.park(turn, subject, this.callbacks.topPriority(job));
    });
    this.callbacks.track(parking, job);
  }
}
