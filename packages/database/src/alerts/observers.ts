import type { DataSource } from 'typeorm';
import type { AlertKind } from '@kickoff/contracts';
import {
  ADMISSION_KEY,
  bucketValues,
  knownWorkers,
  oldestWaiting,
  queueStates,
  storeUsage,
  workloadsOf,
  type Broker,
} from '@kickoff/jobs';
import type { AlertRuleRow } from '../entities/alert-rule.js';
import { firstIdAt } from '../record/first-id.js';
import { nextFiring } from '../schedules/schedule-timing.js';
import { ScheduleStore } from '../schedules/schedule-store.js';
import { Statistics } from '../statistics/statistics.js';
import { FAILURES_IN_A_ROW_SQL } from './failures-in-a-row.sql.js';
import { concerns, type Observation, type Observe } from './observation.js';

export interface ObserversOptions {
  dataSource: DataSource;
  broker: Broker;
  /** Size of the broker's file store; needed where the account has no limit of its own. */
  storeBytes?: number | undefined;
}

const MINUTE_MS = 60_000;

/** How each kind of rule looks. What throws says nothing: its alerts stay as they are until it can look again. */
export function observers({ dataSource, broker, storeBytes }: ObserversOptions): Readonly<Record<AlertKind, Observe>> {
  const statistics = new Statistics(dataSource);
  const schedules = new ScheduleStore(dataSource);

  /** Statistics are counted by the minute, so the window begins with one. */
  const counted = ({ windowMs, workload, queue, type }: AlertRuleRow, by: 'type' | 'queue', now: number) =>
    statistics.read({
      from: new Date(Math.floor((now - windowMs) / MINUTE_MS) * MINUTE_MS),
      to: new Date(now),
      by,
      ...(workload === null ? {} : { workload }),
      ...(queue === null ? {} : { queue }),
      ...(type === null ? {} : { type }),
    });

  return {
    'type-failing': async (rule, now) =>
      (await counted(rule, 'type', now))
        .filter(({ succeeded, failed }) => succeeded + failed >= rule.least)
        .map(({ type, failureRate = 0, failed, succeeded }) => ({
          subject: type!,
          value: failureRate,
          message: `${failed} of the last ${succeeded + failed} attempts of ${type} failed`,
        })),

    'failures-in-a-row': async (rule, now) => {
      const rows = await dataSource.query<{ type: string; workload: string; queue: string; failures: number }[]>(
        FAILURES_IN_A_ROW_SQL,
        [firstIdAt(now - rule.windowMs), new Date(now - rule.windowMs)],
      );
      return rows
        .filter((row) => concerns(rule, row))
        .map(({ type, failures }) => ({
          subject: type,
          value: failures,
          message: `the last ${failures} jobs of ${type} died, and none succeeded since`,
        }));
    },

    'backlog-growing': async (rule, now) => {
      const growth = new Map(
        (await counted(rule, 'queue', now)).map((point) => [
          `${point.workload}/${point.queue}`,
          point.enqueued - point.succeeded - point.dead - point.cancelled - point.expired,
        ]),
      );
      return (await queueStates(broker))
        .map(({ workload, queue, waiting }) => ({ workload, queue, waiting, subject: `${workload}/${queue}` }))
        .filter((state) => concerns(rule, state) && (growth.get(state.subject) ?? 0) > 0)
        .map(({ subject, waiting }) => ({
          subject,
          value: waiting,
          message: `${waiting} jobs wait in ${subject}, ${growth.get(subject)} more than ended came lately`,
        }));
    },

    'waiting-long': async (rule, now) => {
      const found: Observation[] = [];
      for (const workload of await workloadsOf(broker)) {
        for (const { queue, since } of await oldestWaiting(broker, workload)) {
          const waitMs = Math.max(0, now - since);
          if (!concerns(rule, { workload, queue })) continue;
          const subject = `${workload}/${queue}`;
          found.push({ subject, value: waitMs, message: `a job of ${subject} has waited ${seconds(waitMs)}` });
        }
      }
      return found;
    },

    'dead-letters': async (rule, now) =>
      (await counted(rule, 'type', now)).map(({ type, dead }) => ({
        subject: type!,
        value: dead,
        message: `${dead} jobs of ${type} died`,
      })),

    'no-worker': async (rule) => {
      const served = new Set(
        (await knownWorkers(broker)).flatMap(({ workload, queues }) => queues.map(({ name }) => `${workload}/${name}`)),
      );
      return (await queueStates(broker))
        .filter((state) => concerns(rule, state) && !served.has(`${state.workload}/${state.queue}`))
        .map(({ workload, queue, waiting }) => ({
          subject: `${workload}/${queue}`,
          value: waiting,
          message: `${waiting} jobs wait in ${workload}/${queue}, which no worker serves`,
        }));
    },

    'schedule-missed': async (rule, now) =>
      (await schedules.list())
        .filter(({ enabled, workload, jobType: type }) => enabled && concerns(rule, { workload, type }))
        .map(({ id, timing, lastTick, changedAt }) => {
          const due = nextFiring(timing, Math.max(lastTick?.getTime() ?? 0, changedAt.getTime()));
          const overdueMs = Math.max(0, now - due);
          return {
            subject: id,
            value: overdueMs,
            message: `schedule ${id} was to fire at ${new Date(due).toISOString()}, ${seconds(overdueMs)} ago`,
          };
        }),

    'store-filling': async ({ threshold }) => {
      const usage = await storeUsage(broker, storeBytes);
      const closed = (await bucketValues(broker, 'control', ADMISSION_KEY)).size > 0;
      const share = usage === undefined ? '' : `the broker's store is ${Math.round(usage * 100)} % full`;
      if (closed) {
        const message = ['enqueueing is closed', share].filter(Boolean).join(': ');
        return [{ subject: 'store', value: Math.max(usage ?? 1, threshold), message }];
      }
      return usage === undefined ? [] : [{ subject: 'store', value: usage, message: share }];
    },
  };
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}
