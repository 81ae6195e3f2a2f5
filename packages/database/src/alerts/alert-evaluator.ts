import { In, type DataSource, type EntityManager } from 'typeorm';
import { ALERT_KINDS, type AlertKind } from '@kickoff/contracts';
import { newJobId } from '@kickoff/jobs';
import { asDatabaseError } from '../connection/connection-error.js';
import { AlertNoticeRow } from '../entities/alert-notice.js';
import { AlertReceiverRow } from '../entities/alert-receiver.js';
import { AlertRuleRow } from '../entities/alert-rule.js';
import { AlertRow } from '../entities/alert.js';
import { Loop, type LoopOptions } from '../loop/loop.js';
import { TAKE_WORK_SQL } from '../statistics/marks.sql.js';
import { noticeBody } from './notice.js';
import type { Observation, Observe } from './observation.js';

export interface AlertEvaluatorOptions extends LoopOptions {
  dataSource: DataSource;
  observers: Readonly<Record<AlertKind, Observe>>;
  /** Time between two turns in milliseconds. Default 10 000. */
  everyMs?: number;
  /** Milliseconds since the epoch. Default the local clock. */
  now?: () => number;
}

export interface AlertCounts {
  /** Alerts that began to fire. */
  fired: number;
  resolved: number;
  /** Notices that were written for receivers. */
  notices: number;
}

const LOCK_KEY = 4_711_014;
const KEPT_MS = 90 * 86_400_000;
/** Alerts that ended before $1, with their notices. */
const FORGET_SQL = `
WITH gone AS (DELETE FROM kickoff.alerts WHERE resolved_at < $1 RETURNING id)
DELETE FROM kickoff.alert_notices WHERE alert_id IN (SELECT id FROM gone)`;

/**
 * Looks at everything that rules are about, and opens, fires and resolves alerts. Of several replicas one does, by a lock of the
 * turn's transaction, in which notices are written with the change that they tell of.
 */
export class AlertEvaluator extends Loop<AlertCounts> {
  constructor(private readonly options: AlertEvaluatorOptions) {
    super(options);
  }

  /** @throws DatabaseUnavailable */
  async runOnce(): Promise<AlertCounts> {
    try {
      return await this.options.dataSource.transaction((manager) => this.evaluate(manager));
    } catch (error) {
      throw asDatabaseError(error);
    }
  }

  protected waitAfter(): number {
    return this.options.everyMs ?? 10_000;
  }

  private async evaluate(manager: EntityManager): Promise<AlertCounts> {
    const counts: AlertCounts = { fired: 0, resolved: 0, notices: 0 };
    const [{ taken } = { taken: false }] = await manager.query<{ taken: boolean }[]>(TAKE_WORK_SQL, [LOCK_KEY]);
    if (!taken) return counts;
    const now = this.options.now?.() ?? Date.now();
    const receivers = await manager.findBy(AlertReceiverRow, { enabled: true });
    const rules = await manager.find(AlertRuleRow);
    const open = await manager.createQueryBuilder(AlertRow, 'alert').where(`alert.state <> 'resolved'`).getMany();
    for (const rule of rules) {
      const found = rule.enabled ? await this.observe(rule, now) : [];
      if (!found) continue;
      const told = receivers.filter(({ id }) => rule.receivers.length === 0 || rule.receivers.includes(id));
      const ofRule = open.filter(({ ruleId }) => ruleId === rule.id);
      await this.apply(manager, { rule, found, open: ofRule, receivers: told, now, counts });
    }
    // Rules that are gone find nothing more.
    for (const alert of open.filter(({ ruleId }) => !rules.some(({ id }) => id === ruleId)))
      await this.end(manager, alert, now, counts);
    await manager.query(FORGET_SQL, [new Date(now - KEPT_MS)]);
    return counts;
  }

  /** Undefined when nothing could be seen. */
  private async observe(rule: AlertRuleRow, now: number): Promise<Observation[] | undefined> {
    if (!ALERT_KINDS.includes(rule.kind)) return undefined;
    try {
      const seen = await this.options.observers[rule.kind](rule, now);
      return seen.filter(({ value }) => value >= rule.threshold);
    } catch (error) {
      this.options.onError?.(error);
      return undefined;
    }
  }

  private async apply(
    manager: EntityManager,
    {
      rule,
      found,
      open,
      receivers,
      now,
      counts,
    }: {
      rule: AlertRuleRow;
      found: Observation[];
      open: AlertRow[];
      receivers: AlertReceiverRow[];
      now: number;
      counts: AlertCounts;
    },
  ): Promise<void> {
    for (const { subject, value, message } of found) {
      const known = open.find((each) => each.subject === subject);
      const alert = known ?? opened(rule, subject, now);
      Object.assign(alert, { value, message, severity: rule.severity });
      if (alert.state === 'pending' && now - alert.since.getTime() >= rule.forMs) {
        Object.assign(alert, { state: 'firing', firedAt: new Date(now) });
        counts.fired += 1;
      }
      const isMuted = alert.mutedUntil !== null && alert.mutedUntil.getTime() > now;
      const isToBeTold = alert.state === 'firing' && alert.toldAt === null && !isMuted && receivers.length > 0;
      if (isToBeTold) alert.toldAt = new Date(now);
      if (known) await this.store(manager, alert);
      else await manager.insert(AlertRow, alert);
      if (isToBeTold) await this.tell(manager, alert, 'firing', receivers, counts);
    }
    for (const alert of open)
      if (!found.some(({ subject }) => subject === alert.subject)) await this.end(manager, alert, now, counts);
  }

  private async end(manager: EntityManager, alert: AlertRow, now: number, counts: AlertCounts): Promise<void> {
    if (alert.state === 'pending') {
      await manager.delete(AlertRow, alert.id);
      return;
    }
    const isMuted = alert.mutedUntil !== null && alert.mutedUntil.getTime() > now;
    Object.assign(alert, { state: 'resolved', resolvedAt: new Date(now) });
    await this.store(manager, alert);
    counts.resolved += 1;
    if (isMuted) return;
    // Who was not told that it began is not told that it ended, whatever the rule says by now.
    const told = await manager.findBy(AlertNoticeRow, { alertId: alert.id, event: 'firing' });
    const receivers = await manager.findBy(AlertReceiverRow, {
      id: In(told.map(({ receiverId }) => receiverId)),
      enabled: true,
    });
    await this.tell(manager, alert, 'resolved', receivers, counts);
  }

  /** Its own columns alone: somebody may mute or acknowledge it at this moment. */
  private async store(manager: EntityManager, alert: AlertRow): Promise<void> {
    const { id, state, message, value, severity, firedAt, resolvedAt, toldAt } = alert;
    await manager.update(AlertRow, id, { state, message, value, severity, firedAt, resolvedAt, toldAt });
  }

  private async tell(
    manager: EntityManager,
    alert: AlertRow,
    event: AlertNoticeRow['event'],
    receivers: AlertReceiverRow[],
    counts: AlertCounts,
  ): Promise<void> {
    for (const { id: receiverId } of receivers) {
      const id = newJobId(Date.now());
      const notice = { id, alertId: alert.id, receiverId, event, body: noticeBody(id, alert, event) };
      await manager.insert(AlertNoticeRow, notice);
      counts.notices += 1;
    }
  }
}

function opened({ id, severity }: AlertRuleRow, subject: string, now: number): AlertRow {
  return Object.assign(new AlertRow(), {
    id: newJobId(now),
    ruleId: id,
    subject,
    severity,
    state: 'pending',
    since: new Date(now),
    firedAt: null,
    resolvedAt: null,
    toldAt: null,
    mutedUntil: null,
    mutedBy: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
  });
}
