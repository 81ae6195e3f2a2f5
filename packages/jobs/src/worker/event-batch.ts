import { JobEvent } from '@kickoff/contracts';
import type { EventJson } from './event-json.js';

/**
 * Events of one topic as one JSON array, gathered as one text: pieces are joined when it is sent, which costs half of writing
 * each event as bytes.
 */
const BEGIN = '[';
const END = ']'.charCodeAt(0);

export class EventBatch {
  /** A comma after each event. */
  private text = BEGIN;
  /** Where each event begins. */
  private readonly starts: number[] = [];
  /** What is to be done once all are stored. */
  readonly recorded: (() => void)[] = [];

  get count(): number {
    return this.starts.length;
  }

  /** In UTF-16 units, each of which is at most three bytes. */
  get length(): number {
    return this.text.length;
  }

  add({ json, envelope }: EventJson, recorded?: () => void): void {
    this.starts.push(this.text.length);
    this.text += envelope === undefined ? `${json}},` : `${json},"envelope":${envelope}},`;
    if (recorded) this.recorded.push(recorded);
  }

  /** The whole array. */
  toJson(): Uint8Array {
    // Most events are ASCII, which needs no encoding.
    const json = Buffer.from(this.text, Buffer.byteLength(this.text) === this.text.length ? 'latin1' : 'utf8');
    json[json.length - 1] = END;
    return json;
  }

  /** A batch for each event, in their order; what is to be done once all are stored goes with the last. */
  singles(): EventBatch[] {
    const singles = this.starts.map((start, index) => {
      const end = this.starts[index + 1] ?? this.text.length;
      return EventBatch.of(this.text.slice(start, end - 1));
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
