import type { JobEvent } from '@kickoff/contracts';

/** What the fold takes: a job event, or what intake saw of a waiting job in its stream, told in the same words. */
export interface RecordedEvent extends JobEvent {
  /** Not an event: seen in the stream. It says less than any event of the same revision and rank, so it yields to them. */
  intake?: boolean;
  /** Milliseconds since the epoch; from the message's header, so known to intake only. */
  expiresAt?: number;
}
