import { PLATFORM_SCHEMA } from '../entities/schema.js';
import { Record0001 } from './0001-record.js';
import { Transactions0002 } from './0002-transactions.js';
import { Schedules0003 } from './0003-schedules.js';
import { Flows0004 } from './0004-flows.js';
import { RecordInTwo0005 } from './0005-record-in-two.js';
import { Access0006 } from './0006-access.js';
import { RunTimeSchedules0007 } from './0007-run-time-schedules.js';
import { WholeEnvelopes0008 } from './0008-whole-envelopes.js';
import { Statistics0009 } from './0009-statistics.js';
import { ExecutionViews0010 } from './0010-execution-views.js';
import { DeadLetters0011 } from './0011-dead-letters.js';
import { Operations0012 } from './0012-operations.js';
import { ScheduleTerms0013 } from './0013-schedule-terms.js';
import { Alerts0014 } from './0014-alerts.js';
import type { MigrationSet } from './migration.js';

/** Every migration of schema `kickoff`, in order. New ones are appended; an applied one is never edited. */
export const PLATFORM_MIGRATIONS: MigrationSet = {
  schema: PLATFORM_SCHEMA,
  migrations: [
    Record0001,
    Transactions0002,
    Schedules0003,
    Flows0004,
    RecordInTwo0005,
    Access0006,
    RunTimeSchedules0007,
    WholeEnvelopes0008,
    Statistics0009,
    ExecutionViews0010,
    DeadLetters0011,
    Operations0012,
    ScheduleTerms0013,
    Alerts0014,
  ],
};
