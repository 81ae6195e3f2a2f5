/**
 * Ack subjects of all jobs in hand, in memory that the heartbeat thread reads: a blocked event loop cannot post, so the
 * thread must not depend on posts. Writing an entry costs under a microsecond.
 */

const SUBJECT_BYTES = 240;
/** Per entry: generation (odd while being written), length, claimed at and extend until (seconds since the table's start). */
const HEAD_INTS = 4;
const FREE = 0;

export interface HeartbeatTableData {
  capacity: number;
  startedAt: number;
  heads: SharedArrayBuffer;
  subjects: SharedArrayBuffer;
}

/** No end: extended until the entry is released. */
const NO_END = 0x7fffffff;

export class HeartbeatTable {
  private readonly heads: Int32Array;
  private readonly subjects: Buffer;
  private readonly free: number[];

  constructor(readonly data: HeartbeatTableData) {
    this.heads = new Int32Array(data.heads);
    this.subjects = Buffer.from(data.subjects);
    this.free = Array.from({ length: data.capacity }, (_, index) => data.capacity - 1 - index);
  }

  static create(capacity: number): HeartbeatTable {
    return new HeartbeatTable({
      capacity,
      startedAt: Date.now(),
      heads: new SharedArrayBuffer(capacity * HEAD_INTS * 4),
      subjects: new SharedArrayBuffer(capacity * SUBJECT_BYTES),
    });
  }

  /** Extends this delivery from now on. -1 when the table is full or the subject too long: the job then lives one ack wait. */
  claim(ackSubject: string): number {
    if (ackSubject.length > SUBJECT_BYTES) return -1;
    const slot = this.free.pop();
    if (slot === undefined) return -1;
    const head = slot * HEAD_INTS;
    Atomics.add(this.heads, head, 1);
    this.subjects.write(ackSubject, slot * SUBJECT_BYTES, 'latin1');
    this.heads[head + 2] = this.seconds(Date.now());
    this.heads[head + 3] = NO_END;
    this.heads[head + 1] = ackSubject.length;
    Atomics.add(this.heads, head, 1);
    return slot;
  }

  /** How many deliveries in hand have an ack subject that contains `part` and passes `test`. Looks through the whole table. */
  count(part: string, test: (ackSubject: string) => boolean): number {
    const bytes = Buffer.from(part, 'latin1');
    let count = 0;
    for (let slot = 0; slot < this.data.capacity; slot += 1) {
      const length = this.heads[slot * HEAD_INTS + 1]!;
      if (length === FREE) continue;
      const subject = this.subjects.subarray(slot * SUBJECT_BYTES, slot * SUBJECT_BYTES + length);
      if (subject.includes(bytes) && test(subject.toString('latin1'))) count += 1;
    }
    return count;
  }

  /** A handler has started: no extension after this time, so that a hung handler is found. */
  endAt(slot: number, timeMs: number): void {
    if (slot >= 0) this.heads[slot * HEAD_INTS + 3] = this.seconds(timeMs) + 1;
  }

  /** The handler is done; what remains is to record it, however long that takes. */
  withoutEnd(slot: number): void {
    if (slot >= 0) this.heads[slot * HEAD_INTS + 3] = NO_END;
  }

  release(slot: number): void {
    if (slot < 0) return;
    const head = slot * HEAD_INTS;
    Atomics.add(this.heads, head, 1);
    this.heads[head + 1] = FREE;
    Atomics.add(this.heads, head, 1);
    this.free.push(slot);
  }

  /** Ack subjects of deliveries older than `minimumAgeMs` that are still to be extended. For the heartbeat thread. */
  due(now: number, minimumAgeMs: number): string[] {
    const subjects: string[] = [];
    for (let slot = 0; slot < this.data.capacity; slot += 1) {
      const head = slot * HEAD_INTS;
      const generation = Atomics.load(this.heads, head);
      const length = this.heads[head + 1]!;
      if (length === FREE || generation % 2 === 1) continue;
      const current = this.seconds(now);
      if (current - this.heads[head + 2]! < minimumAgeMs / 1_000 || current > this.heads[head + 3]!) continue;
      const subject = this.subjects.toString('latin1', slot * SUBJECT_BYTES, slot * SUBJECT_BYTES + length);
      if (Atomics.load(this.heads, head) === generation) subjects.push(subject);
    }
    return subjects;
  }

  /** Whether a handler runs whose time is not over. For the heartbeat thread. */
  isAnyRunning(now: number): boolean {
    const current = this.seconds(now);
    for (let head = 0; head < this.heads.length; head += HEAD_INTS) {
      if (this.heads[head + 1] === FREE) continue;
      const end = this.heads[head + 3]!;
      if (end !== NO_END && current <= end) return true;
    }
    return false;
  }

  private seconds(timeMs: number): number {
    return Math.floor((timeMs - this.data.startedAt) / 1_000);
  }
}
