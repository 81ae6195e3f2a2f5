import type { StoredMsg } from '@nats-io/jetstream';
import type { Broker } from '@kickoff/jobs';
import { broadcastStream, broadcastSubject, channelOfSubject, formatPosition } from '@kickoff/contracts';
import { parseBody, type BroadcastReader } from './broadcast-reader.js';
import type { RingEntry } from './ring.js';

/** What the stream still holds of one path for a range of sequences. */
export interface History {
  epoch: string;
  /** The range that was read, ends included. */
  from: number;
  through: number;
  /** First sequence of the stream after the reading: what lay before may have expired while it was read. */
  firstSequence: number;
  entries: readonly RingEntry[];
}

/** More was missed than one reply may carry. */
export class TooMuchMissed extends Error {}

const PAGE = 1_000;
const READS_AT_ONCE = 4;
/** Read a little more than asked: those who reconnect together stand at slightly different positions. */
const MARGIN = 2_000;

/**
 * Reads what is older than the ring from the stream. After an outage thousands ask for the same path at once, so they
 * share one read, and at most four reads run at a time.
 */
export class StreamHistory {
  private readonly shared = new Map<string, { from: number; history: Promise<History> }>();
  private running = 0;
  private readonly queue: (() => void)[] = [];
  /** Reads made so far. */
  reads = 0;

  constructor(
    private readonly broker: Broker,
    private readonly reader: BroadcastReader,
    private readonly maxBytes: number,
  ) {}

  /**
   * Messages on `path` and below from `from` on, up to where the ring begins.
   *
   * @throws TooMuchMissed; rejects while the broker is away
   */
  read(path: string, from: number): Promise<History> {
    const running = this.shared.get(path);
    if (running && running.from <= from) return running.history;
    const start = Math.max(1, from - MARGIN);
    const history = this.inTurn(() => this.readStream(path, start, from));
    const entry = { from: start, history };
    this.shared.set(path, entry);
    const forget = (): void => {
      if (this.shared.get(path) === entry) this.shared.delete(path);
    };
    history.then(forget, forget);
    return history;
  }

  private async readStream(path: string, start: number, from: number): Promise<History> {
    this.reads += 1;
    const { epoch, firstSequence } = await this.reader.look();
    const through = this.reader.ring.floor - 1;
    const begin = Math.max(start, firstSequence);
    // Lost already: whoever asked has no use for the rest, and who shares this read and has will ask again.
    if (firstSequence > from) return { epoch, from: through + 1, through, firstSequence, entries: [] };
    const entries = await this.entries(path, epoch, begin, through);
    const after = await this.reader.look();
    return {
      epoch: after.epoch === epoch ? epoch : '',
      from: begin,
      through,
      firstSequence: after.firstSequence,
      entries,
    };
  }

  private async entries(path: string, epoch: string, from: number, through: number): Promise<RingEntry[]> {
    const budget = { bytes: this.maxBytes };
    const entries: RingEntry[] = [];
    const subject = broadcastSubject(path);
    for (const filter of [subject, `${subject}.>`]) {
      for await (const stored of this.pages(filter, from, through)) {
        budget.bytes -= stored.data.length;
        if (budget.bytes < 0) throw new TooMuchMissed();
        const body = parseBody(stored);
        if (!body) continue;
        const { seq, subject: of, data } = stored;
        const message = {
          channel: channelOfSubject(of),
          offset: formatPosition(epoch, seq),
          type: body.type,
          at: body.at,
          data: body.data,
        };
        entries.push({ sequence: seq, storedAt: stored.time.getTime(), bytes: data.length, message });
      }
    }
    return entries.sort((a, b) => a.sequence - b.sequence);
  }

  private async *pages(filter: string, from: number, through: number): AsyncGenerator<StoredMsg> {
    for (let next = from; next <= through;) {
      const page = await this.page(filter, next);
      if (page.length === 0) return;
      for (const stored of page) {
        if (stored.seq > through) return;
        yield stored;
        next = stored.seq + 1;
      }
    }
  }

  private async page(filter: string, from: number): Promise<StoredMsg[]> {
    const page: StoredMsg[] = [];
    try {
      const options = { seq: from, batch: PAGE, next_by_subj: filter };
      for await (const stored of await this.broker.manager.direct.getBatch(broadcastStream(), options))
        page.push(stored);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    return page;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= READS_AT_ONCE) await new Promise<void>((resolve) => this.queue.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

/** The server's answer when no message follows. */
function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 404;
}
