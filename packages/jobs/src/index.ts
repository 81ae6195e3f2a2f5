export {
  defineJob,
  defineSchedule,
  defineWorkload,
  exponential,
  fixed,
  RetryAfter,
  steps,
  SubjectMissing,
  Unrecoverable,
} from '@kickoff/contracts';
export { Broker, connectionOptions } from './broker/broker.js';
export { bucketValues } from './broker/bucket-entries.js';
export { readDirectBatch, readLastOfEach } from './broker/direct-batch.js';
export { authorizationBlock, brokerUsers } from './broker/broker-users.js';
export { inboxOf } from './broker/inbox.js';
export { workloadPermissions } from './broker/permissions.js';
export { servicePermissions } from './broker/service-permissions.js';
export { publish } from './broker/publish.js';
export { ServerClock } from './broker/server-clock.js';
export {
  ACK_WAIT_MS,
  applyTopology,
  BUCKETS,
  consumerConfig,
  ensureConsumers,
  jobsStreamConfig,
  platformStreams,
} from './broker/topology.js';
export { deleteMessage, lastMessage } from './broker/stream-lookup.js';
export { isSequenceConflict, isWrongSequence } from './broker/wrong-sequence.js';
export { ADMISSION_KEY, cancelKey, ControlWatch } from './client/control-watch.js';
export { expireJob } from './client/job-changes.js';
export { JobClient } from './client/job-client.js';
export { sendJob } from './client/send-job.js';
export { errorGroup } from './dead-letters/fingerprint.js';
export { deleteDeadLetter, readDeadLetter } from './dead-letters/read-dead-letter.js';
export { retryDeadLetter } from './dead-letters/retry-dead-letter.js';
export { keepUnreadable, placeOfAck, placeOfMessage } from './dead-letters/keep-unreadable.js';
export { tickJobId } from './job/job-id.js';
export { flowJobAddress, releaseMessage } from './flow/release-message.js';
export { Parents } from './flow/parents.js';
export { childJobId, jobIdTime, newJobId, requestedJobId } from './job/job-id.js';
export { hashKey } from './job/job-key.js';
export { endLostJobs, putBackLostJob } from './job/lost-job.js';
export { advanceLeftLines, advanceLine } from './job/line.js';
export { AdmissionWatch } from './admission/admission-watch.js';
export { storeUsage } from './admission/store-usage.js';
export { assertRunsIn } from './inspect/runs-in.js';
export { activeSchedulers } from './inspect/active-schedulers.js';
export { oldestWaiting } from './inspect/oldest-waiting.js';
export { queueStates, workloadsOf } from './inspect/queue-states.js';
export { registeredType } from './inspect/registered-type.js';
export { registeredTypes } from './inspect/registered-types.js';
export { registeredWorkloads } from './inspect/registered-workloads.js';
export { topologyDifferences } from './inspect/topology-differences.js';
export { knownWorkers } from './inspect/known-workers.js';
export { probeQueue } from './probe/probe-queue.js';
export { PausePromoter } from './pause/pause-promoter.js';
export { PauseTable } from './pause/pause-table.js';
export { BucketWriter, workerKey } from './registry/bucket-writer.js';
export { hasKey, registeredContract } from './registry/registered-contract.js';
export { Lease } from './limiter/lease.js';
export { LimitClient } from './limiter/limit-client.js';
export { limitKey } from './limiter/limit-key.js';
export { sweepInputs } from './large-input/sweep-inputs.js';
export { LimitDeferred } from './limiter/limit-deferred.js';
export { limitHeaders } from './limiter/limit-headers.js';
export { Limiter } from './limiter/limiter.js';
export { sealingKeys } from './sealing/sealing-keys.js';
export { handleInThread, ThreadHandler } from './threads/handle-in-thread.js';
export { isThreadQueue } from './threads/thread-queue.js';
export { CeilingWatch } from './worker/ceilings.js';
export { handle, handleMany } from './worker/handler.js';
export { JobBatch } from './worker/job-batch.js';
export { JobContext } from './worker/job-context.js';
export { Worker } from './worker/worker.js';

export type { BalanceOptions } from './balance/balancer.js';
export type { BalanceStrategy } from './balance/divide-slots.js';
export type { BrokerOptions } from './broker/broker.js';
export type { DirectBatchOptions, StreamMessage } from './broker/direct-batch.js';
export type { BrokerUser } from './broker/broker-users.js';
export type { Permissions } from './broker/permissions.js';
export type { Publish, PublishPatience, PublishResult } from './broker/publish.js';
export type { TopologyOptions } from './broker/topology.js';
export type { BroadcastOptions } from './client/broadcast.js';
export type { CancelResult } from './client/job-changes.js';
export type { Batch } from './flow/batch.js';
export type { Chain } from './flow/chain.js';
export type { FlowBuilder, StartedFlow, StartOptions } from './flow/flow-builder.js';
export type { After, Graph, GraphPart } from './flow/graph.js';
export type { ResultOf } from './flow/parents.js';
export type { ReleasedJob } from './flow/release-message.js';
export type { JobClientOptions } from './client/job-client.js';
export type { Enqueued, EnqueueOptions, JobHandle } from './client/enqueue-options.js';
export type { TransactionalClient } from './client/transactional-client.js';
export type { UnreadableMessage } from './dead-letters/keep-unreadable.js';
export type { LearnedLimit } from './limiter/learn-limit.js';
export type { ResponseHeaders, StatedLimit, StatedLimits } from './limiter/limit-headers.js';
export type { LimitClientOptions } from './limiter/limit-client.js';
export type { TakeOptions } from './limiter/limit-take.js';
export type { LimiterCounts, LimiterOptions } from './limiter/limiter.js';
export type { Clock } from './limiter/steady-clock.js';
export type { MarkReason, SilencedType, WatchedTag } from './mark/mark-client.js';
export type { WatchTerms } from './mark/marks.js';
export type { LimitOverrides } from './override/limit-overrides.js';
export type { OverrideChange, OverrideReason } from './override/override-client.js';
export type { OverrideTarget } from './override/override-target.js';
export type { PauseChange, PauseTerms } from './pause/pause-client.js';
export type { PausePromoterOptions } from './pause/pause-promoter.js';
export type { PauseTarget } from './pause/pause-target.js';
export type { SealingKey, SealingKeys } from './sealing/sealing-keys.js';
export type { EnqueueRequest, JobMiddleware, RunRequest } from './middleware/middleware.js';
export type { PriorityState, QueueState } from './inspect/queue-states.js';
export type { RegisteredType } from './inspect/registered-types.js';
export type { TopologyDifference } from './inspect/topology-differences.js';
export type { KnownWorker } from './inspect/known-workers.js';
export type { ProbeOptions } from './probe/probe-queue.js';
export type { JobMessage } from './client/job-message.js';
export type { StoredDeadLetter } from './dead-letters/read-dead-letter.js';
export type { RetriedJob, RetryOptions } from './dead-letters/retry-dead-letter.js';
export type { JobRecord, RecordedJob } from './client/job-record.js';
export type { ResultOptions } from './client/job-result.js';
export type { JobUpdate, LogUpdate, ProgressUpdate, StateUpdate } from './client/job-update.js';
export type { WatchOptions } from './client/job-watch.js';
export type { EndedLostJob, LostJob } from './job/lost-job.js';
export type { JobOutput } from './job/job-output.js';
export type { ThreadHandledJob, ThreadHandlerOptions } from './threads/handle-in-thread.js';
export type { ThreadJob } from './threads/thread-job.js';
export type { ThreadRun } from './threads/thread-module.js';
export type { CeilingReached, Ceilings, CeilingWatchOptions } from './worker/ceilings.js';
export type { BatchHandler, BatchOutcome, FailedJob, HandledJob, JobHandler, OutputOf } from './worker/handler.js';
export type { BatchedJob } from './worker/job-batch.js';
export type { JobLimit, JobLog } from './worker/job-context.js';
export type { OutboxMessage, RecordLookup, Transactions } from './worker/transactions.js';
export type { ChangedContracts } from './registry/check-contracts.js';
export type { WorkerOptions, WorkerQueue } from './worker/worker-options.js';
export type { EndedRun, WorkerEvents } from './worker/worker-events.js';
export type { AdmissionCounts, AdmissionWatchOptions } from './admission/admission-watch.js';
export type { BucketWriterCounts, BucketWriterOptions } from './registry/bucket-writer.js';
export type { RegisteredContractOptions } from './registry/registered-contract.js';
