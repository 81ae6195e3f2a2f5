import { channelPrefixes, formatPosition, type LiveDocument } from '@kickoff/contracts';
import { comparePositions, type Position } from './position.js';

/** What is known of one channel's document. */
export interface DocumentEntry {
  channel: string;
  /** Position of the message that the document is from, or of the one that removed it. */
  position: Position;
  data: unknown;
  removed: boolean;
  /** When it became known here, milliseconds since the epoch. */
  at: number;
}

/**
 * The latest document of every channel in memory, so that a snapshot is a memory read. It only moves forward: an older
 * position never replaces a newer one, whichever of stream and bucket tells it first. Removed documents are remembered
 * for a while, or a replica that lags behind would bring them back.
 */
export class DocumentMirror {
  private readonly byChannel = new Map<string, DocumentEntry>();
  private readonly byPrefix = new Map<string, Map<string, DocumentEntry>>();

  get size(): number {
    return this.byChannel.size;
  }

  get(channel: string): DocumentEntry | undefined {
    return this.byChannel.get(channel);
  }

  entries(): IterableIterator<DocumentEntry> {
    return this.byChannel.values();
  }

  /** Takes a document if it is newer than the one known. Null removes it. */
  apply(channel: string, position: Position, data: unknown, now: number): boolean {
    const known = this.byChannel.get(channel);
    if (known && comparePositions(position, known.position) <= 0) return false;
    const entry = { channel, position, data, removed: data === null, at: now };
    this.byChannel.set(channel, entry);
    for (const prefix of channelPrefixes(channel)) {
      let below = this.byPrefix.get(prefix);
      if (!below) this.byPrefix.set(prefix, (below = new Map<string, DocumentEntry>()));
      below.set(channel, entry);
    }
    return true;
  }

  /** Documents on `path` and below. */
  under(path: string): LiveDocument[] {
    const documents: LiveDocument[] = [];
    for (const { channel, position, data, removed } of this.byPrefix.get(path)?.values() ?? []) {
      if (!removed) documents.push({ channel, offset: formatPosition(position.epoch, position.sequence), data });
    }
    return documents;
  }

  /** Forgets what became known before: removals before `removedBefore`, documents before `documentsBefore`. */
  prune({ removedBefore, documentsBefore }: { removedBefore: number; documentsBefore: number }): void {
    for (const { channel, removed, at } of this.byChannel.values()) {
      if (at < (removed ? removedBefore : documentsBefore)) this.forget(channel);
    }
  }

  private forget(channel: string): void {
    this.byChannel.delete(channel);
    for (const prefix of channelPrefixes(channel)) {
      const below = this.byPrefix.get(prefix);
      below?.delete(channel);
      if (below?.size === 0) this.byPrefix.delete(prefix);
    }
  }
}
