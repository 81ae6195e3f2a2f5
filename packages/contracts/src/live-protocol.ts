import { z } from 'zod';

/** The socket.io protocol between gateway and browser, namespace `/live`. */

/** Body of a message in the `BROADCAST` stream. */
export const BroadcastBody = z.object({
  type: z.string(),
  /** Milliseconds since the epoch when the handler broadcast it. */
  at: z.number(),
  data: z.unknown(),
  /** When the channel's document changes with this message: the whole new document, or null to remove it. */
  document: z.unknown().optional(),
});
export type BroadcastBody = z.infer<typeof BroadcastBody>;

/** Where a client stands in the stream: `<epoch>:<sequence>`. The epoch changes when the stream is rebuilt. */
export type LivePosition = string;

/** One message as a subscriber receives it. */
export interface LiveMessage<Data = unknown> {
  channel: string;
  offset: LivePosition;
  type: string;
  /** Milliseconds since the epoch when it was broadcast. */
  at: number;
  data: Data;
}

/** Latest document of one channel under the subscribed path. */
export interface LiveDocument<Data = unknown> {
  channel: string;
  offset: LivePosition;
  data: Data;
}

export const SubscribeRequest = z.strictObject({
  channel: z.string().max(520),
  /** Last position that the client has seen; it gets what it missed since. */
  since: z.string().max(80).optional(),
  /** Ask for the documents under the path. Default: true without `since` or when it cannot be recovered. */
  snapshot: z.boolean().optional(),
});
export type SubscribeRequest = z.infer<typeof SubscribeRequest>;

export const LIVE_ERRORS = {
  invalidRequest: 'INVALID_REQUEST',
  channelUnknown: 'CHANNEL_UNKNOWN',
  unauthorized: 'UNAUTHORIZED',
  tooManyChannels: 'TOO_MANY_CHANNELS',
  notReady: 'NOT_READY',
  /** More was missed than one frame may carry: subscribe again without `since`. */
  tooMuchMissed: 'TOO_MUCH_MISSED',
} as const;
export type LiveErrorCode = (typeof LIVE_ERRORS)[keyof typeof LIVE_ERRORS];

export type SubscribeReply =
  | {
      ok: true;
      /** The reply and everything in it stand at this position; later messages have greater ones. */
      offset: LivePosition;
      /** Whether nothing was lost since `since`. True for a first subscription. */
      recovered: boolean;
      /** Messages missed since `since`, in order. */
      missed?: LiveMessage[];
      snapshot?: LiveDocument[];
    }
  | { ok: false; code: LiveErrorCode; message: string };

export type UnsubscribeReply = { ok: true } | { ok: false; code: LiveErrorCode; message: string };

/** Events that the gateway sends. What a resume has missed comes in the reply to `subscribe`, not as events. */
export interface ServerToClientEvents {
  message: (message: LiveMessage) => void;
  position: (position: { offset: LivePosition }) => void;
}

export interface ClientToServerEvents {
  subscribe: (request: SubscribeRequest, reply: (answer: SubscribeReply) => void) => void;
  unsubscribe: (request: { channel: string }, reply: (answer: UnsubscribeReply) => void) => void;
}

/** Splits a position; undefined when it is not one. */
export function parsePosition(position: LivePosition): { epoch: string; sequence: number } | undefined {
  const match = /^([A-Za-z0-9_-]{1,64}):(\d{1,15})$/.exec(position);
  return match ? { epoch: match[1]!, sequence: Number(match[2]) } : undefined;
}

export function formatPosition(epoch: string, sequence: number): LivePosition {
  return `${epoch}:${sequence}`;
}
