import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '@kickoff/contracts';
import type { Grant } from './access.js';

/** What the gateway keeps with each socket of `/live`. */
export interface SocketData {
  grant: Grant;
  /** Subscribed paths, those that are being answered among them. */
  channels: Set<string>;
  /** Estimated bytes of replies since the send buffer was last empty: a large reply alone makes no client slow. */
  replyBytes: number;
  expiry: NodeJS.Timeout | undefined;
}

export type LiveNamespace = Namespace<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
export type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;

/** The room of a path. No socket id contains a slash, so a path can never name another socket's own room. */
export function roomOf(path: string): string {
  return `/${path}`;
}
