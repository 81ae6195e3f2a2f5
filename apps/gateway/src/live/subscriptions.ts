import { z } from 'zod';
import {
  formatPosition,
  isChannelPath,
  LIVE_ERRORS,
  MAX_CHANNEL_PARTS,
  parsePosition,
  SubscribeRequest,
  type LiveErrorCode,
  type LiveMessage,
  type SubscribeReply,
  type UnsubscribeReply,
} from '@kickoff/contracts';
import type { Access } from './access.js';
import type { BroadcastReader } from './broadcast-reader.js';
import type { DocumentMirror } from './document-mirror.js';
import { roomOf, type LiveSocket } from './live-socket.js';
import type { Log } from './log.js';
import { epochTime, type Position } from './position.js';
import type { RingEntry } from './ring.js';
import { TooMuchMissed, type StreamHistory } from './stream-history.js';

export interface SubscriptionLimits {
  /** Channels per socket. Default 100. */
  maxChannels?: number;
  /** Bytes of missed messages in one reply. Default 16 MB. */
  maxReplyBytes?: number;
  /** How long a resume waits for this replica to reach a position that another one has told. Default 5 s. */
  catchUpMs?: number;
}

/** A refusal that is answered to the client. */
class Refused extends Error {
  constructor(
    readonly code: LiveErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** What of the past a reply starts with: messages since a position, or `undefined` when they cannot all be had. */
type Past = { after: number; older: readonly RingEntry[] } | undefined;

const UnsubscribeRequest = z.strictObject({ channel: z.string().max(520) });
const DOCUMENT_OVERHEAD = 200;

/**
 * Answers `subscribe` and `unsubscribe`. Everything slow (older messages, catching up) is waited for first; then joining
 * the room, reading ring and documents and answering happen in one turn of the event loop. No message can come between
 * them, so the reply stands exactly at its offset and nothing has to be buffered or sent twice.
 */
export class Subscriptions {
  private readonly maxChannels: number;
  private readonly maxReplyBytes: number;
  private readonly catchUpMs: number;

  constructor(
    private readonly reader: BroadcastReader,
    private readonly history: StreamHistory,
    private readonly documents: DocumentMirror,
    private readonly access: Access,
    private readonly log: Log,
    { maxChannels = 100, maxReplyBytes = 16 * 1024 * 1024, catchUpMs = 5_000 }: SubscriptionLimits = {},
  ) {
    this.maxChannels = maxChannels;
    this.maxReplyBytes = maxReplyBytes;
    this.catchUpMs = catchUpMs;
  }

  async subscribe(socket: LiveSocket, input: unknown, reply: (answer: SubscribeReply) => void): Promise<void> {
    const { channels } = socket.data;
    let channel: string | undefined;
    try {
      const request = parseRequest(SubscribeRequest, input);
      const since = this.check(socket, request);
      channel = request.channel;
      // Counted before anything is waited for, or many requests at once would pass the limit.
      channels.add(channel);
      const past = await this.past(channel, since);
      if (!socket.connected) return;
      if (!channels.has(channel)) throw notReady('unsubscribed before it was answered');
      reply(this.enter(socket, request, since, past));
    } catch (error) {
      if (channel !== undefined && !socket.rooms.has(roomOf(channel))) channels.delete(channel);
      reply(this.refusal(error));
    }
  }

  unsubscribe(socket: LiveSocket, input: unknown, reply: (answer: UnsubscribeReply) => void): void {
    try {
      const { channel } = parseRequest(UnsubscribeRequest, input);
      socket.data.channels.delete(channel);
      void socket.leave(roomOf(channel));
      reply({ ok: true });
    } catch (error) {
      reply(this.refusal(error));
    }
  }

  /** Everything that can be refused without waiting. Returns the position to resume from. */
  private check(socket: LiveSocket, { channel, since }: SubscribeRequest): Position | undefined {
    if (!isChannelPath(channel)) {
      throw new Refused(
        LIVE_ERRORS.invalidRequest,
        `channel must be 1 to ${MAX_CHANNEL_PARTS} parts of letters, digits, - and _ joined by /`,
      );
    }
    const position = since === undefined ? undefined : parsePosition(since);
    if (since !== undefined && !position) {
      throw new Refused(LIVE_ERRORS.invalidRequest, 'since must be an offset as the gateway sends it');
    }
    const refusal = this.access.refusal(channel, socket.data.grant);
    if (refusal) throw new Refused(refusal.code, refusal.message);
    const { channels } = socket.data;
    if (!channels.has(channel) && channels.size >= this.maxChannels) {
      throw new Refused(LIVE_ERRORS.tooManyChannels, `a connection may subscribe to ${this.maxChannels} channels`);
    }
    if (!this.reader.ready && !position) throw notReady();
    return position;
  }

  /** Waits until the past since a position is at hand. Undefined: some of it is lost, or there is no position. */
  private async past(path: string, since: Position | undefined): Promise<Past> {
    if (!since || !(await this.hasPosition(since))) return undefined;
    let after = since.sequence;
    let older: readonly RingEntry[] = [];
    while (after + 1 < this.reader.ring.floor) {
      const history = await this.history.read(path, after + 1);
      if (history.epoch !== since.epoch || history.firstSequence > since.sequence + 1) return undefined;
      if (history.from > after + 1) continue;
      const start = after;
      older = [...older, ...history.entries.filter(({ sequence }) => sequence > start)];
      after = history.through;
    }
    return this.reader.position?.epoch === since.epoch ? { after, older } : undefined;
  }

  /** Whether the stream has (or had) this position; waits when another replica has told it first. */
  private async hasPosition(since: Position): Promise<boolean> {
    const { position } = this.reader;
    if (this.reader.ready && position?.epoch === since.epoch && since.sequence <= position.sequence) return true;
    if (this.reader.ready && position && epochTime(since.epoch) < epochTime(position.epoch)) return false;
    const look = await this.reader.look();
    const isThere = look.epoch === since.epoch && since.sequence <= look.lastSequence;
    const until = isThere ? since : { epoch: look.epoch, sequence: 0 };
    if (!(await this.reader.reach(until, this.catchUpMs))) throw notReady();
    return isThere;
  }

  /** Joins and builds the reply. Must not wait: see the class. */
  private enter(
    socket: LiveSocket,
    { channel, snapshot }: SubscribeRequest,
    since: Position | undefined,
    past: Past,
  ): SubscribeReply {
    const { position } = this.reader;
    if (!this.reader.ready || !position) throw notReady();
    const recovered = since === undefined || past !== undefined;
    const documents = (snapshot ?? (since === undefined || !recovered)) ? this.documents.under(channel) : undefined;
    let entries = past
      ? [...past.older, ...this.reader.ring.after(channel, past.after)]
      : this.newerThanDocuments(channel, documents ?? []);
    let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    if (bytes > this.maxReplyBytes) {
      if (past) throw new TooMuchMissed();
      // Before its first reply a client has missed nothing; the documents alone are a snapshot too.
      [entries, bytes] = [[], 0];
    }
    void socket.join(roomOf(channel));
    const reply: SubscribeReply = { ok: true, offset: formatPosition(position.epoch, position.sequence), recovered };
    if (past || entries.length > 0) reply.missed = entries.map(({ message }): LiveMessage => message);
    if (documents) reply.snapshot = documents;
    socket.data.replyBytes += bytes + estimate(documents);
    return reply;
  }

  /** A document holds everything of its channel up to its offset; what the ring has beyond it completes the snapshot. */
  private newerThanDocuments(path: string, documents: readonly { channel: string; offset: string }[]): RingEntry[] {
    if (documents.length === 0) return [];
    const epoch = this.reader.position?.epoch;
    const contained = new Map<string, number>();
    for (const { channel, offset } of documents) {
      const at = parsePosition(offset);
      contained.set(channel, at && at.epoch === epoch ? at.sequence : 0);
    }
    return this.reader.ring.after(path, 0).filter(({ message, sequence }) => {
      const upTo = contained.get(message.channel);
      return upTo !== undefined && sequence > upTo;
    });
  }

  private refusal(error: unknown): { ok: false; code: LiveErrorCode; message: string } {
    if (error instanceof Refused) return { ok: false, code: error.code, message: error.message };
    if (error instanceof TooMuchMissed) {
      return { ok: false, code: LIVE_ERRORS.tooMuchMissed, message: 'too much was missed; subscribe without since' };
    }
    this.log.warn('a subscription could not be answered', { error });
    const { code, message } = notReady();
    return { ok: false, code, message };
  }
}

function notReady(why = 'this gateway is still catching up; try again in a moment'): Refused {
  return new Refused(LIVE_ERRORS.notReady, why);
}

function parseRequest<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'request'}: ${message}`);
  throw new Refused(LIVE_ERRORS.invalidRequest, problems.join('; '));
}

/** Size of documents without writing them out: by one sample, since documents of one path are alike. */
function estimate(documents: readonly { data: unknown }[] | undefined): number {
  if (!documents || documents.length === 0) return 0;
  const sample = JSON.stringify(documents[0]!.data)?.length ?? 0;
  return documents.length * (2 * sample + DOCUMENT_OVERHEAD);
}
