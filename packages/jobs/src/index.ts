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
export { Lease } from './limiter/lease.js';
export { LimitClient } from './limiter/limit-client.js';
export { LimitDeferred } from './limiter/limit-deferred.js';
export { Limiter } from './limiter/limiter.js';

export type { BrokerOptions } from './broker/broker.js';
export type { TopologyOptions } from './broker/topology.js';
export type { OutboxMessage, RecordLookup, Transactions } from './worker/transactions.js';
export type { LimitClientOptions, LimitStatus, TakeOptions } from './limiter/limit-client.js';
export type { LimiterCounts, LimiterOptions } from './limiter/limiter.js';
export type { Clock } from './limiter/steady-clock.js';
