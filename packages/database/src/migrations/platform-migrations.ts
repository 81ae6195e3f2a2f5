import { PLATFORM_SCHEMA } from '../entities/schema.js';
import { Record0001 } from './0001-record.js';
import { Transactions0002 } from './0002-transactions.js';
import { Schedules0003 } from './0003-schedules.js';
import { Flows0004 } from './0004-flows.js';
import { RecordInTwo0005 } from './0005-record-in-two.js';
import { WholeEnvelopes0007 } from './0007-whole-envelopes.js';
import { Statistics0008 } from './0008-statistics.js';
import { ExecutionViews0009 } from './0009-execution-views.js';
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
    WholeEnvelopes0007,
    Statistics0008,
    ExecutionViews0009,
  ],
};
