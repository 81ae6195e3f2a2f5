import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import {
  AccessKeyStore,
  AlertStore,
  AuditStore,
  DeadLetterStore,
  deadLetterStore,
  FlowStore,
  IdempotentRequests,
  JobSearch,
  JobTimeline,
  ScheduleHistory,
  OperationStore,
  ScheduleStore,
  Statistics,
} from '@kickoff/database';
import { Broker, JobClient } from '@kickoff/jobs';
import { DataSource } from 'typeorm';
import { AccessGuard } from './access/access-guard.js';
import { FirstKey } from './access/first-key.js';
import { KeysController } from './access/keys-controller.js';
import { AlertsController } from './alerts/alerts-controller.js';
import { Audit } from './audit/audit.js';
import { AuditController } from './audit/audit-controller.js';
import { DeadLetterPortions } from './dead-letters/dead-letter-portions.js';
import { DeadLettersController } from './dead-letters/dead-letters-controller.js';
import { FlowsController } from './flows/flows-controller.js';
import { StartingFlows } from './flows/starting-flows.js';
import { Idempotency } from './idempotency/idempotency.js';
import { RequestSweep } from './idempotency/request-sweep.js';
import { Enqueuing } from './jobs/enqueuing.js';
import { JobsController } from './jobs/jobs-controller.js';
import { RecordedJobs } from './jobs/recorded-jobs.js';
import { MarksController } from './marks/marks-controller.js';
import { OperationStarter } from './bulk/operation-starter.js';
import { OperationsController } from './bulk/operations-controller.js';
import { Resources } from './operations/resources.js';
import { OverridesController } from './overrides/overrides-controller.js';
import { ProblemFilter } from './problems/problem-filter.js';
import { QueuesController } from './queues/queues-controller.js';
import { ShownQueues } from './queues/shown-queues.js';
import { ScheduledJobs } from './schedules/scheduled-jobs.js';
import { ExecutionsController } from './schedules/executions-controller.js';
import { SchedulesController } from './schedules/schedules-controller.js';
import { JobFilters } from './search/job-filters.js';
import { SearchController } from './search/search-controller.js';
import { StatisticsController } from './statistics/statistics-controller.js';
import { StatusController } from './status/status-controller.js';
import { KnownContracts } from './types/known-contracts.js';
import { TypesController } from './types/types-controller.js';
import { WorkersController } from './workers/workers-controller.js';

const STORES = [
  AccessKeyStore,
  AlertStore,
  AuditStore,
  IdempotentRequests,
  JobSearch,
  JobTimeline,
  OperationStore,
  ScheduleHistory,
  ScheduleStore,
  Statistics,
].map((store) => ({
  provide: store,
  inject: [DataSource],
  useFactory: (dataSource: DataSource) => new store(dataSource),
}));

const DEAD_LETTERS = {
  provide: DeadLetterStore,
  inject: [DataSource, JobClient],
  useFactory: (dataSource: DataSource, { broker }: JobClient) => deadLetterStore(dataSource, broker),
};

@Module({
  imports: [DiscoveryModule],
  controllers: [
    AlertsController,
    AuditController,
    ExecutionsController,
    DeadLettersController,
    FlowsController,
    JobsController,
    KeysController,
    MarksController,
    OperationsController,
    OverridesController,
    QueuesController,
    SchedulesController,
    SearchController,
    StatisticsController,
    StatusController,
    TypesController,
    WorkersController,
  ],
  providers: [
    ...STORES,
    DEAD_LETTERS,
    {
      provide: FlowStore,
      inject: [DataSource, Broker],
      useFactory: (dataSource: DataSource, broker: Broker) => new FlowStore(dataSource, broker),
    },
    Audit,
    DeadLetterPortions,
    Enqueuing,
    FirstKey,
    Idempotency,
    JobFilters,
    KnownContracts,
    OperationStarter,
    ShownQueues,
    RecordedJobs,
    RequestSweep,
    Resources,
    ScheduledJobs,
    StartingFlows,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
export class ApiModule {}
