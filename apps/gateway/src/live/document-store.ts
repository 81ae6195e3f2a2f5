import type { JsMsg } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { isSequenceConflict, type Broker } from '@kickoff/jobs';
import { bucketStream, formatPosition, isChannelPath, keySubject, parseKeySubject } from '@kickoff/contracts';
import { DocumentMirror, type DocumentEntry } from './document-mirror.js';
import { keepAside } from './keep-aside.js';
import type { Log } from './log.js';
import { comparePositions, readPosition, type Position } from './position.js';
import { StreamFollower, type FollowTiming } from './stream-follower.js';

/** Key of the position up to which every document is in the bucket. No channel: a workload's name starts with a letter. */
const STORED_KEY = '_stored';
const REMOVAL_REMEMBERED_MS = 3_600_000;
const DEFAULT_MAX_AGE_MS = 7 * 86_400_000;
const WRITES_AT_ONCE = 64;

export interface DocumentStoreOptions {
  /**
   * Longest wait of a changed document for its write. Each replica waits a random part of it and drops what another has
   * written meanwhile, so replicas share the writes. Default 300 ms.
   */
  writeWithinMs?: number;
  /** How often the position up to which everything is stored is noted. Default 5 s. */
  noteEveryMs?: number;
  timing?: Partial<FollowTiming>;
}

/** What the bucket holds under one key. */
interface Stored {
  revision: number;
  position: Position | undefined;
}

/**
 * The `live` bucket: the latest document per channel, key = channel path with `.` for `/`, value `{ offset, data }`.
 * Every replica follows it into the mirror and writes what it lacks. Each write expects the revision it replaces, and a
 * removal carries its offset too, so that a document only moves forward however many replicas write.
 */
export class DocumentStore {
  readonly mirror = new DocumentMirror();
  private readonly follower: StreamFollower;
  private readonly stored = new Map<string, Stored>();
  private readonly changed = new Set<string>();
  private readonly writeWithinMs: number;
  private readonly noteEveryMs: number;
  private notedPosition: Position | undefined;
  private notedAt = 0;
  private maxAgeMs = DEFAULT_MAX_AGE_MS;
  private markLoaded: () => void = () => undefined;
  private isLoaded = false;
  /** Resolves when the bucket has been read for the first time. */
  readonly loaded = new Promise<void>((resolve) => (this.markLoaded = resolve));

  constructor(
    private readonly broker: Broker,
    /** Position up to which the stream has been read; undefined while unknown. */
    private readonly readUpTo: () => Position | undefined,
    private readonly log: Log,
    { writeWithinMs = 300, noteEveryMs = 5_000, timing }: DocumentStoreOptions = {},
  ) {
    this.writeWithinMs = writeWithinMs;
    this.noteEveryMs = noteEveryMs;
    this.follower = new StreamFollower(
      broker,
      {
        stream: bucketStream('live'),
        filter: keySubject('live', '>'),
        begin: (look) => {
          if (look.maxAgeMs > 0) this.maxAgeMs = look.maxAgeMs;
          this.stored.clear();
          return 'latest';
        },
        message: (message) => this.take(message),
        caughtUp: () => this.caughtUp(),
      },
      log,
      timing,
    );
  }

  /** Documents that are not in the bucket yet. */
  get waiting(): number {
    return this.changed.size;
  }

  /** Position up to which the bucket is known to hold every document. */
  get storedUpTo(): Position | undefined {
    return this.notedPosition;
  }

  /** Takes a document from the stream: at once into the mirror, soon into the bucket. Null removes it. */
  change(channel: string, position: Position, data: unknown): void {
    if (this.mirror.apply(channel, position, data, Date.now())) this.changed.add(channel);
  }

  /** Follows the bucket and writes to it until the signal aborts, then writes what is left once more. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([this.follower.run(signal), this.writeUntil(signal)]);
    await this.runOnce();
  }

  /** Writes every changed document that the bucket lacks. Returns how many were written and how many are left. */
  async runOnce(): Promise<{ written: number; left: number }> {
    if (!this.isLoaded) return { written: 0, left: this.changed.size };
    const readUpTo = this.readUpTo();
    let written = 0;
    const channels = [...this.changed];
    for (let start = 0; start < channels.length; start += WRITES_AT_ONCE) {
      const results = await Promise.all(
        channels.slice(start, start + WRITES_AT_ONCE).map((channel) => this.write(channel)),
      );
      written += results.filter(Boolean).length;
    }
    if (readUpTo && this.changed.size === 0) await this.note(readUpTo);
    return { written, left: this.changed.size };
  }

  /** Forgets documents as old as the bucket forgets them, and removals that no lagging replica can undo any more. */
  prune(now = Date.now()): void {
    this.mirror.prune({ removedBefore: now - REMOVAL_REMEMBERED_MS, documentsBefore: now - this.maxAgeMs });
  }

  private async writeUntil(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, this.writeWithinMs * (0.2 + 0.8 * Math.random()));
        signal.addEventListener('abort', done, { once: true });
        function done(): void {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          resolve();
        }
      });
      if (!signal.aborted && this.broker.connected) await this.runOnce();
    }
  }

  private async write(channel: string): Promise<boolean> {
    const entry = this.mirror.get(channel);
    const stored = this.stored.get(channel);
    if (!entry || isStored(entry, stored)) {
      this.changed.delete(channel);
      return false;
    }
    const { position, removed, data } = entry;
    const body = JSON.stringify({
      offset: formatPosition(position.epoch, position.sequence),
      ...(removed ? {} : { data }),
    });
    const subject = documentSubject(channel);
    const marker = headers();
    if (removed) marker.set('KV-Operation', 'DEL');
    try {
      const { seq } = await this.broker.jetstream.publish(subject, body, {
        headers: marker,
        expect: { lastSubjectSequence: stored?.revision ?? 0, lastSubjectSequenceSubject: subject },
      });
      this.stored.set(channel, { revision: seq, position });
      if (this.mirror.get(channel) === entry) this.changed.delete(channel);
      return true;
    } catch (error) {
      if (body.length > (this.broker.connection.info?.max_payload ?? Infinity)) {
        this.log.warn('a document is too large for the bucket', { channel, bytes: body.length });
        this.changed.delete(channel);
      } else if (isSequenceConflict(error)) await this.refresh(channel);
      else this.log.warn('a document could not be stored, trying again', { channel, error });
      return false;
    }
  }

  /** Another replica was first, or the key expired unseen: asks the bucket's leader what the key holds now. */
  private async refresh(channel: string): Promise<void> {
    try {
      const query = { last_by_subj: documentSubject(channel) };
      const found = await this.broker.manager.streams.getMessage(bucketStream('live'), query);
      if (found) this.learn(channel, found.seq, found.header.get('KV-Operation'), found.data);
      else this.stored.delete(channel);
    } catch (error) {
      this.log.warn('a document could not be read, trying again', { channel, error });
    }
  }

  /** Notes that everything up to `position` is stored. A lower note of a slower replica only costs reading more. */
  private async note(position: Position): Promise<void> {
    const now = Date.now();
    if (now - this.notedAt < this.noteEveryMs) return;
    if (this.notedPosition && comparePositions(position, this.notedPosition) <= 0) return;
    const offset = formatPosition(position.epoch, position.sequence);
    try {
      await this.broker.jetstream.publish(keySubject('live', STORED_KEY), JSON.stringify({ offset }));
      this.notedAt = now;
      this.notedPosition = position;
    } catch (error) {
      this.log.warn('the position of the stored documents could not be noted', { error });
    }
  }

  private take(message: JsMsg): void {
    const key = parseKeySubject(message.subject)!.key;
    if (key === STORED_KEY) {
      this.notedPosition = readPosition(parse(message.data)?.offset);
      this.notedAt = Date.now();
      return;
    }
    const channel = key.split('.').join('/');
    const operation = message.headers?.get('KV-Operation');
    const isDocument = isChannelPath(channel) && (operation || readPosition(parse(message.data)?.offset));
    // What was set aside is overwritten by the channel's next document, which must know its revision.
    if (!isDocument) keepAside(this.broker, message, 'is no document: it must be JSON with an offset', this.log);
    if (isChannelPath(channel)) this.learn(channel, message.seq, operation, message.data);
  }

  private learn(channel: string, revision: number, operation: string | undefined, value: Uint8Array): void {
    const known = this.stored.get(channel);
    if (known && known.revision >= revision) return;
    const body = parse(value);
    const position = readPosition(body?.offset);
    this.stored.set(channel, { revision, position });
    if (position) this.mirror.apply(channel, position, operation ? null : (body?.data ?? null), Date.now());
    const entry = this.mirror.get(channel);
    if (entry && isStored(entry, this.stored.get(channel))) this.changed.delete(channel);
    else if (entry) this.changed.add(channel);
  }

  private caughtUp(): void {
    // What the bucket lost (it was rebuilt, or restored from an older copy) is written again.
    for (const entry of this.mirror.entries()) {
      if (!isStored(entry, this.stored.get(entry.channel))) this.changed.add(entry.channel);
    }
    this.isLoaded = true;
    this.markLoaded();
  }
}

function isStored({ position, removed }: DocumentEntry, stored: Stored | undefined): boolean {
  if (!stored) return removed;
  return stored.position !== undefined && comparePositions(stored.position, position) >= 0;
}

function documentSubject(channel: string): string {
  return keySubject('live', channel.split('/').join('.'));
}

function parse(value: Uint8Array): { offset?: unknown; data?: unknown } | undefined {
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(value));
    return typeof body === 'object' && body !== null ? body : undefined;
  } catch {
    return undefined;
  }
}
