import { workerData } from 'node:worker_threads';
import { connect } from '@nats-io/transport-node';
import { connectionOptions, type BrokerOptions } from '../broker/broker.js';
import { HeartbeatTable, type HeartbeatTableData } from './heartbeat-table.js';

/**
 * Runs in a worker thread with a connection of its own: renews the ack wait of every job in hand, also while a handler
 * blocks the main thread's event loop. A hung process that is killed takes the thread along, so its jobs come back.
 */

const WORK_IN_PROGRESS = '+WPI';

export interface HeartbeatThreadData {
  broker: BrokerOptions;
  table: HeartbeatTableData;
  intervalMs: number;
}

const { broker, table: data, intervalMs } = workerData as HeartbeatThreadData;
const table = new HeartbeatTable(data);
const connection = await connect(
  connectionOptions({ ...broker, name: `${broker.name} heartbeats`, waitForServer: true }),
);

setInterval(() => {
  for (const ackSubject of table.due(Date.now(), intervalMs / 2)) connection.publish(ackSubject, WORK_IN_PROGRESS);
}, intervalMs);
