import { randomUUID } from 'node:crypto';
import type { NatsConnection } from '@nats-io/transport-node';
import { eventsSubject, NATS_HEADERS, type JobEvent } from '@kickoff/contracts';
import { publish, type Publish } from '../broker/publish.js';

/** Publishes events of one or several types and waits until the broker has them. `flow`: of jobs of flows. */
export async function publishEvents(
  connection: NatsConnection,
  events: readonly JobEvent[],
  kind: 'job' | 'flow' = 'job',
): Promise<void> {
  const byType = groupByType(events);
  await Promise.all(
    [...byType].map(([type, group]) => publish(connection, eventsMessage(`${type}.${kind}`, JSON.stringify(group)))),
  );
}

/** One message of the EVENTS stream: a JSON array of events of one job type. `topic`: the type, or `<type>.flow`. */
export function eventsMessage(topic: string, events: string | Uint8Array): Publish {
  const [workload, name, kind] = topic.split('.') as [string, string, ('job' | 'flow')?];
  return {
    subject: eventsSubject(workload, name, kind),
    headers: { [NATS_HEADERS.messageId]: randomUUID() },
    body: events,
  };
}

function groupByType(events: readonly JobEvent[]): Map<string, JobEvent[]> {
  const groups = new Map<string, JobEvent[]>();
  for (const event of events) {
    const group = groups.get(event.type);
    if (group) group.push(event);
    else groups.set(event.type, [event]);
  }
  return groups;
}
