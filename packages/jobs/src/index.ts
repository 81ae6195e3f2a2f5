export { Broker, connectionOptions } from './broker/broker.js';
export { ServerClock } from './broker/server-clock.js';
export {
  ACK_WAIT_MS,
  applyTopology,
  BUCKETS,
  consumerConfig,
  ensureConsumers,
  jobsStreamConfig,
  PLATFORM_STREAMS,
} from './broker/topology.js';

export type { BrokerOptions } from './broker/broker.js';
export type { TopologyOptions } from './broker/topology.js';
export type { OutboxMessage, RecordLookup, Transactions } from './worker/transactions.js';
