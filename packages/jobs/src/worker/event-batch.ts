import { JobEvent } from '@kickoff/contracts';
import type { EventJson } from './event-json.js';

/**
 * Events of one topic as one JSON array, written as bytes while they come: to join texts and encode them afterwards costs
 * twice as much, and envelopes are bytes already.
 */

const START_BYTES = 4 * 1024;
const ENVELOPE = Buffer.from(',"envelope":');
/** Bracket or comma before an event, brace after it, bracket after the last. */
const PUNCTUATION_BYTES = 3;

export class EventBatch {
  private bytes = Buffer.allocUnsafe(START_BYTES);
  private length = 0;
  /** Where each event begins. */
  private readonly starts: number[] = [];
  /** What is to be done once all are stored. */
  readonly recorded: (() => void)[] = [];

  get count(): number {
    return this.starts.length;
  }

  get byteLength(): number {
    return this.length;
  }

  add({ json, envelope }: EventJson, recorded?: () => void): void {
    // A UTF-16 unit is at most three bytes.
    this.makeRoom(json.length * 3 + (envelope ? ENVELOPE.length + envelope.length : 0) + PUNCTUATION_BYTES);
    this.length = this.bytes.writeUInt8(this.length === 0 ? 0x5b : 0x2c, this.length);
    this.starts.push(this.length);
    this.length += this.bytes.write(json, this.length);
    if (envelope) {
      this.bytes.set(ENVELOPE, this.length);
      this.bytes.set(envelope, this.length + ENVELOPE.length);
      this.length += ENVELOPE.length + envelope.length;
    }
    this.length = this.bytes.writeUInt8(0x7d, this.length);
    if (recorded) this.recorded.push(recorded);
  }

  /** The whole array. */
  toJson(): Uint8Array {
    return this.bytes.subarray(0, this.bytes.writeUInt8(0x5d, this.length));
  }

  /** A batch for each event, in their order; what is to be done once all are stored goes with the last. */
  singles(): EventBatch[] {
    const singles = this.starts.map((start, index) => {
      const end = (this.starts[index + 1] ?? this.length + 1) - 1;
      return EventBatch.of(this.bytes.subarray(start, end).toString());
    });
    singles.at(-1)!.recorded.push(...this.recorded);
    return singles;
  }

  /**
   * The only event's array without what may have made it larger than the broker takes: it says what became of the job, else
   * the job could never end.
   */
  outline(): string {
    const [event] = JSON.parse(Buffer.from(this.toJson()).toString()) as [unknown];
    return JSON.stringify([outlineOf(JobEvent.parse(event))]);
  }

  private static of(event: string): EventBatch {
    const batch = new EventBatch();
    batch.add({ json: event.slice(0, -1), envelope: undefined });
    return batch;
  }

  private makeRoom(bytes: number): void {
    if (this.length + bytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + bytes));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** Reason of an event whose output had no room. */
export const OUTPUT_LEFT_OUT = 'the event was too large: output, logs and annotations were left out';

export function outlineOf(event: JobEvent): Partial<JobEvent> {
  const { id, type, revision, delivery, state, at, queue, priority, key, attempt, runAt, error, run } = event;
  const { logs: _logs, annotations: _annotations, ...outline } = run ?? {};
  const kept = {
    id,
    type,
    revision,
    delivery,
    state,
    at,
    queue,
    priority,
    key,
    attempt,
    runAt,
    error,
    reason: OUTPUT_LEFT_OUT,
  };
  return run ? { ...kept, run: outline as JobEvent['run'] } : kept;
}
