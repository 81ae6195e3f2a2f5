import { channelPrefixes, type LiveMessage } from '@kickoff/contracts';

/** One message of the ring. */
export interface RingEntry {
  sequence: number;
  /** When the stream stored it, milliseconds since the epoch. */
  storedAt: number;
  /** Size of its body on the wire. */
  bytes: number;
  message: LiveMessage;
}

export interface RingOptions {
  /** How long messages are kept. Default 10 minutes. */
  maxAgeMs?: number;
  /** Estimated memory. Default 256 MB. */
  maxBytes?: number;
}

/** A parsed body takes about three times its JSON text in memory, an entry and its index about this much. */
const MEMORY_PER_BYTE = 3;
const MEMORY_PER_ENTRY = 400;
const COMPACT_AT = 1_024;

/**
 * The last minutes of the broadcast stream in memory, findable by path prefix, so that ten thousand clients that
 * reconnect at once ask the broker nothing. Knows exactly which sequences it covers: from `floor` on.
 */
export class Ring {
  private readonly all = new Line();
  private readonly byPrefix = new Map<string, Line>();
  private memory = 0;
  private floorSequence = 1;
  private readonly maxAgeMs: number;
  private readonly maxBytes: number;

  constructor({ maxAgeMs = 600_000, maxBytes = 256 * 1024 * 1024 }: RingOptions = {}) {
    this.maxAgeMs = maxAgeMs;
    this.maxBytes = maxBytes;
  }

  /** Every message of the stream with this sequence or a later one is here. */
  get floor(): number {
    return this.floorSequence;
  }

  get size(): number {
    return this.all.length;
  }

  /** Estimated bytes of memory. */
  get bytes(): number {
    return this.memory;
  }

  /** Forgets everything; messages from `floor` on will be appended. */
  reset(floor: number): void {
    this.all.clear();
    this.byPrefix.clear();
    this.memory = 0;
    this.floorSequence = floor;
  }

  append(entry: RingEntry, now: number): void {
    this.all.push(entry);
    for (const prefix of channelPrefixes(entry.message.channel)) {
      let line = this.byPrefix.get(prefix);
      if (!line) this.byPrefix.set(prefix, (line = new Line()));
      line.push(entry);
    }
    this.memory += memoryOf(entry);
    this.evict(now);
  }

  /** Drops what is too old or too much. */
  evict(now: number): void {
    for (;;) {
      const oldest = this.all.first;
      if (!oldest || (this.memory <= this.maxBytes && oldest.storedAt >= now - this.maxAgeMs)) return;
      this.all.shift();
      this.memory -= memoryOf(oldest);
      this.floorSequence = oldest.sequence + 1;
      for (const prefix of channelPrefixes(oldest.message.channel)) {
        const line = this.byPrefix.get(prefix);
        line?.shift();
        if (line?.length === 0) this.byPrefix.delete(prefix);
      }
    }
  }

  /** Messages on `path` or below with a greater sequence, in order. Complete only when `sequence + 1 >= floor`. */
  after(path: string, sequence: number): readonly RingEntry[] {
    return this.byPrefix.get(path)?.after(sequence) ?? [];
  }
}

function memoryOf({ bytes }: RingEntry): number {
  return bytes * MEMORY_PER_BYTE + MEMORY_PER_ENTRY;
}

/** Entries in order of sequence; cheap at both ends. */
class Line {
  private entries: (RingEntry | undefined)[] = [];
  private head = 0;

  get length(): number {
    return this.entries.length - this.head;
  }

  get first(): RingEntry | undefined {
    return this.entries[this.head];
  }

  push(entry: RingEntry): void {
    this.entries.push(entry);
  }

  shift(): void {
    if (this.length === 0) return;
    this.entries[this.head] = undefined;
    this.head += 1;
    if (this.head >= COMPACT_AT && this.head * 2 >= this.entries.length) {
      this.entries = this.entries.slice(this.head);
      this.head = 0;
    }
  }

  clear(): void {
    this.entries = [];
    this.head = 0;
  }

  after(sequence: number): RingEntry[] {
    let low = this.head;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.entries[middle]!.sequence <= sequence) low = middle + 1;
      else high = middle;
    }
    return this.entries.slice(low).filter((entry) => entry !== undefined);
  }
}
