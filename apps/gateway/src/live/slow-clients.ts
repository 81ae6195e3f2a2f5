import type { LiveNamespace, LiveSocket } from './live-socket.js';

export interface SlowClientLimits {
  /** Bytes that may wait for one client beside the replies it asked for. Default 4 MB. */
  maxBufferedBytes?: number;
  /** Packets that may wait for one client. Default 10,000. */
  maxBufferedPackets?: number;
  /** Bytes of replies that a client may ask for without reading them. Default 64 MB. */
  maxUnreadReplyBytes?: number;
  /** How often the buffers are measured. Default 1 s. */
  checkEveryMs?: number;
}

/**
 * Drops clients that read more slowly than they are sent to. Nobody waits for them: what waits for one is measured, and
 * over the limit its connection is cut (a polite close would wait behind the very buffer that does not drain). Such a
 * client reconnects and resumes by position, so it loses nothing.
 */
export class SlowClients {
  private readonly maxBytes: number;
  private readonly maxPackets: number;
  private readonly maxUnreadReplyBytes: number;
  readonly checkEveryMs: number;
  /** Clients dropped so far. */
  dropped = 0;

  constructor({
    maxBufferedBytes = 4 * 1024 * 1024,
    maxBufferedPackets = 10_000,
    maxUnreadReplyBytes = 64 * 1024 * 1024,
    checkEveryMs = 1_000,
  }: SlowClientLimits = {}) {
    this.maxBytes = maxBufferedBytes;
    this.maxPackets = maxBufferedPackets;
    this.maxUnreadReplyBytes = maxUnreadReplyBytes;
    this.checkEveryMs = checkEveryMs;
  }

  /** Measures every socket and cuts the slow ones; returns how many. */
  runOnce(sockets: LiveNamespace['sockets']): number {
    let dropped = 0;
    for (const socket of sockets.values()) {
      const { packets, bytes } = bufferOf(socket);
      if (packets === 0 && bytes === 0) socket.data.replyBytes = 0;
      const { replyBytes } = socket.data;
      if (packets > this.maxPackets || bytes > this.maxBytes + replyBytes || replyBytes > this.maxUnreadReplyBytes) {
        cut(socket);
        dropped += 1;
      }
    }
    this.dropped += dropped;
    return dropped;
  }
}

/** What waits for a client: in the engine's queue of packets, and in the WebSocket's own buffer. */
export function bufferOf(socket: LiveSocket): { packets: number; bytes: number } {
  const queue: unknown = Reflect.get(socket.conn, 'writeBuffer');
  const packets: unknown[] = Array.isArray(queue) ? queue : [];
  let bytes = webSocketOf(socket)?.bufferedAmount ?? 0;
  for (const packet of packets) {
    const data: unknown = typeof packet === 'object' && packet !== null ? Reflect.get(packet, 'data') : undefined;
    if (typeof data === 'string' || Buffer.isBuffer(data)) bytes += data.length;
  }
  return { packets: packets.length, bytes };
}

function cut(socket: LiveSocket): void {
  const webSocket = webSocketOf(socket);
  socket.conn.close(true);
  webSocket?.terminate();
}

interface RawWebSocket {
  bufferedAmount: number;
  terminate: () => void;
}

/** The engine keeps its WebSocket private, and there is no other way to know how much of it the kernel has not taken. */
function webSocketOf(socket: LiveSocket): RawWebSocket | undefined {
  const raw: unknown = Reflect.get(socket.conn.transport, 'socket');
  return isRawWebSocket(raw) ? raw : undefined;
}

function isRawWebSocket(value: unknown): value is RawWebSocket {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'bufferedAmount') === 'number' &&
    typeof Reflect.get(value, 'terminate') === 'function'
  );
}
