export { byEveryName, isJobOf } from './aliases.js';
export {
  AnnounceReply,
  answersTo,
  CancelRequest,
  ContractAnnouncement,
  registryKey,
  WorkerAnnouncement,
  WorkloadAnnouncement,
  workloadKey,
} from './announcement.js';
export { isAtLeast, OLDEST_NATS } from './broker-version.js';
export { exponential, fixed, SHORTEST_BACKOFF_MS, steps } from './backoff.js';
export {
  assertChannelPattern,
  channelPrefixes,
  channelVisibility,
  isChannelPath,
  matchesChannel,
  MAX_CHANNEL_PARTS,
} from './channel.js';
export { defineJob } from './contract.js';
export { DeadLetter } from './dead-letter.js';
export { DeadLetterNotFound, DeadLetterRetried, DeadLetterUnusable, JobEnding, KeyHeld } from './dead-letter-errors.js';
export {
  parseWorkerId,
  WORKER_COMMANDS,
  WORKER_STATES,
  WorkerAnswer,
  WorkerCommand,
  workerId,
  workerToken,
} from './worker-command.js';
export { DrainEntry, drainKey, DrainRequest, isDrainKey, parseDrainKey } from './drain.js';
export { durationMs } from './duration.js';
export { Envelope } from './envelope.js';
export {
  EDGE_CONDITIONS,
  FLOW_KINDS,
  FlowAddition,
  FlowEdge,
  FlowJob,
  FlowNode,
  FlowOutline,
  FlowPart,
  FlowStart,
  MAX_FLOW_NODES,
} from './flow.js';
export { checkFlowGraph } from './flow-graph.js';
export { NODE_ENDS, ParentResult, ParentsReply, ParentsRequest } from './flow-parent.js';
export {
  BatchAnswerInvalid,
  BrokerUnavailable,
  ChannelNotDeclared,
  ConfigurationInvalid,
  ContractChanged,
  DatabaseUnavailable,
  errorCode,
  FailedByOperator,
  FAULTS,
  FlowInvalid,
  FlowNotFound,
  InputInvalid,
  JobCancelled,
  JobInterrupted,
  JobLost,
  JobNotFound,
  JobTimedOut,
  JobUnfinished,
  KickoffError,
  MessageInvalid,
  MessageLost,
  OutputInvalid,
  Overloaded,
  PauseTargetUnknown,
  QueueDraining,
  WorkerGone,
  WorkerRefused,
  PriorityNotDeclared,
  RetryAfter,
  SchedulerUnavailable,
  SearchInvalid,
  SubjectMissing,
  SealBroken,
  SealingKeyUnknown,
  TargetUnknown,
  TooLate,
  TransactionRepeated,
  UnknownJobType,
  Unrecoverable,
  WorkerLost,
} from './errors.js';
export { JobDead, JobExpired, ResultTimedOut, ResultUnknown } from './result-errors.js';
export { NotInThread, ThreadEnded, ThreadValueInvalid } from './thread-errors.js';
export { HEADERS, NATS_HEADERS } from './headers.js';
export { installationPrefix, isPrefix, PREFIX_RULE, SUBJECT_FAMILIES, useInstallation } from './installation.js';
export { JobError } from './job-error.js';
export { ATTEMPT_OUTCOMES, JobEvent, LogLine } from './job-event.js';
export { JobNotice, LogNotice } from './job-notice.js';
export { ENDINGS, JOB_STATES, STATE_RANK, STATE_TRANSITIONS } from './job-state.js';
export { DAY_MS, isSameLimit, LimitDefinition, LimitWindow } from './limit.js';
export { compileLimitTerms } from './limit-terms.js';
export { LimitOwner, LimitPush, LimitReply, LimitRequest, LimitStatus } from './limit-wire.js';
export { BroadcastBody, formatPosition, LIVE_ERRORS, parsePosition, SubscribeRequest } from './live-protocol.js';
export { MarkedThing, MarkEntry, MarkRequest } from './mark.js';
export {
  assertOverrideTerms,
  describeOverridden,
  EVERY_WORKLOAD,
  isOverridable,
  isOverrideKey,
  OverriddenThing,
  OverrideEntry,
  overrideKey,
  OverrideRequest,
  parseOverrideKey,
} from './override.js';
export { describePaused, isPauseKey, parsePauseKey, PausedThing, PauseEntry, pauseKey, PauseRequest } from './pause.js';
export { isName } from './name.js';
export { JOB_ACTIONS, JobAction } from './job-action.js';
export { BULK_MOVES, PLATFORM_WORKLOAD, platformWorkload, runOperation } from './platform-workload.js';
export { DEFAULT_PRIORITIES, PRIORITIES } from './priority.js';
export {
  BodyTooDeep,
  BodyTooLarge,
  CountDiffers,
  Forbidden,
  IdempotencyKeyInUse,
  IdempotencyKeyReused,
  NameTaken,
  NotFound,
  PreconditionFailed,
  RateLimited,
  RequestInvalid,
  ScheduleDeclared,
  Unauthenticated,
} from './request-errors.js';
export { includesRole, ROLES } from './role.js';
export {
  bucketName,
  bucketStream,
  broadcastStream,
  deadStream,
  eventsStream,
  flowsStream,
  inboxName,
  PLATFORM_SERVICES,
  serviceInboxName,
  brokerUserName,
  inputBucket,
  allInputSubjects,
  inputMetaSubjects,
  inputStream,
  inputSubjects,
  jobsStream,
  keySubject,
  parseKeySubject,
  schedulesStream,
  workloadOfInputStream,
  workloadOfStream,
} from './stream-names.js';
export {
  allSubjects,
  announceSubject,
  broadcastSubject,
  channelOfSubject,
  consumerName,
  deadSubject,
  eventsSubject,
  flowEventsSubject,
  flowPartSubject,
  flowScope,
  flowSubject,
  isEventsSubjectOf,
  jobCheckSubject,
  jobSubject,
  laterSubject,
  LIMIT_SHARDS,
  limitAliveSubject,
  limitAskSubject,
  limitOwnersSubject,
  limitWhoSubject,
  lineClaimCheckSubject,
  lineClaimSubject,
  lineEndedSubject,
  lineSubject,
  lockSubject,
  NO_KEY,
  notifySubject,
  outboxHintSubject,
  parentsSubject,
  parseFlowSubject,
  parseJobSubject,
  readySubject,
  retriedSubject,
  scheduleIdOfTick,
  scheduleSubject,
  subjectTokens,
  suspectSubject,
  uniqueCheckSubject,
  workerAnswerSubject,
  workerCommandsSubject,
  workerCommandSubject,
} from './subjects.js';
export { compileRunTerms } from './run-terms.js';
export { ALERT_KINDS, ALERT_SEVERITIES, ALERT_STATES, RECEIVER_KINDS } from './alert.js';
export { assertScheduleTerms, CATCH_UPS, DEFAULT_SCHEDULE_TERMS, defineSchedule, OVERLAPS } from './schedule.js';
export { refuseUnknownNames, SETTING_NAMES, unknownNames } from './setting-names.js';
export { isKnownName, type KnownAs } from './known-as.js';
export { nearest } from './suggest.js';
export { defineWorkload, QUEUE_SERVICES, queueOf } from './workload.js';

export type { AlertKind, AlertSeverity, AlertState, ReceiverKind } from './alert.js';
export type { Backoff, ExponentialOptions } from './backoff.js';
export type { ChannelRule, ChannelVisibility } from './channel.js';
export type { AnyContract, InputOf, Isolation, JobContract, JobOptions, ParsedOf } from './contract.js';
export type { WorkerCommandName, WorkerPlace, WorkerState } from './worker-command.js';
export type { Duration } from './duration.js';
export type { ContractChange, Fault } from './errors.js';
export type { AttemptOutcome } from './job-event.js';
export type { EdgeCondition, FlowKind } from './flow.js';
export type { GraphNode } from './flow-graph.js';
export type { NodeEnd } from './flow-parent.js';
export type { JobActionName } from './job-action.js';
export type { JobNode, JobNodeOptions } from './job-node.js';
export type { Ending, JobState } from './job-state.js';
export type {
  ClientToServerEvents,
  LiveDocument,
  LiveErrorCode,
  LiveMessage,
  LivePosition,
  ServerToClientEvents,
  SubscribeReply,
  UnsubscribeReply,
} from './live-protocol.js';
export type { Concurrency, ContractLimit, RateLimit } from './limit.js';
export type { LimitTerms, StatedWindow } from './limit-terms.js';
export type { LimitVerdict } from './limit-wire.js';
export type { OverrideTerms } from './override.js';
export type { SubjectFamily } from './installation.js';
export type { Priority } from './priority.js';
export type { BackoffTerms, CompiledRunTerms, RunTerms } from './run-terms.js';
export type { Role } from './role.js';
export type { CatchUp, Overlap, ScheduleDefinition, ScheduleOptions, ScheduleTerms, WhenPaused } from './schedule.js';
export type { UnknownName } from './setting-names.js';
export type { StandardSchemaV1 } from './standard-schema.js';
export type { Bucket, PlatformService } from './stream-names.js';
export type { JobAddress, JobPlace } from './subjects.js';
export type { UniqueOptions, UniqueRule } from './unique.js';
export type { QueueDefinition, QueueOptions, QueueService, Workload, WorkloadOptions } from './workload.js';
