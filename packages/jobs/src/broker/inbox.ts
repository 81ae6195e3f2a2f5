import type { NatsConnection } from '@nats-io/transport-node';
import { inboxName, serviceInboxName, type PlatformService } from '@kickoff/contracts';

/** Prefix of a workload's inboxes: whoever may listen to another's would read the jobs that are delivered there. */
export function workloadInbox(workload: string): string {
  return `_INBOX.${inboxName(workload)}`;
}

/** Prefix of the inboxes of a service of the platform, which no workload can be called like. */
export function serviceInbox(service: PlatformService): string {
  return `_INBOX.${serviceInboxName(service)}`;
}

const byConnection = new WeakMap<NatsConnection, string>();

/** Replies to this connection come to inboxes with this prefix from now on. */
export function useInbox(connection: NatsConnection, prefix: string): void {
  byConnection.set(connection, prefix);
}

/** Prefix of a connection's inboxes; undefined when it may use any. */
export function inboxOf(connection: NatsConnection): string | undefined {
  return byConnection.get(connection);
}
