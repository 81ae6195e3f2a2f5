import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '@nats-io/transport-node';
import { useInstallation } from '@kickoff/contracts';
import { connectionOptions, type BrokerOptions } from '../broker/broker.js';
import { HeartbeatTable, type HeartbeatTableData } from './heartbeat-table.js';
import { WORK_IN_PROGRESS } from './work-in-progress.js';

/**
 * Runs in a worker thread with a connection of its own: renews the ack wait of every job in hand, also while a handler
 * blocks the main thread's event loop. A hung process that is killed takes the thread along, so its jobs come back.
 *
 * It says for the worker's limits, too, that the worker lives: while a handler runs, and no longer than its job is extended,
 * so that a process that hangs for ever keeps nothing.
 */

/** Several times within the patience of whoever decides the limits. */
const ALIVE_MS = 1_000;

export interface HeartbeatThreadData {
  broker: BrokerOptions;
  table: HeartbeatTableData;
  intervalMs: number;
  /** Where the owners of limits listen; undefined until the worker uses a limit. */
  aliveSubject: string | undefined;
}

const { broker, table: data, intervalMs, ...given } = workerData as HeartbeatThreadData;
useInstallation(broker.prefix);
const table = new HeartbeatTable(data);
const connection = await connect(
  connectionOptions({ ...broker, name: `${broker.name} heartbeats`, waitForServer: true }),
);

setInterval(() => {
  for (const ackSubject of table.due(Date.now(), intervalMs / 2)) connection.publish(ackSubject, WORK_IN_PROGRESS);
}, intervalMs);

let { aliveSubject } = given;
parentPort!.on('message', (subject: string) => (aliveSubject = subject));
setInterval(() => {
  if (aliveSubject !== undefined && table.isAnyRunning(Date.now())) connection.publish(aliveSubject);
}, ALIVE_MS);
