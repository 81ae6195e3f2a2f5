import { randomBytes } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import {
  acknowledgeAlert,
  createAlertRule,
  createReceiver,
  deleteAlertRule,
  deleteReceiver,
  editAlertRule,
  editReceiver,
  getAlert,
  getAlertRule,
  getReceiver,
  listAlertRules,
  listAlerts,
  listReceivers,
  muteAlert,
  type AnswerOf,
  type RequestOf,
} from '@kickoff/api-contract';
import { durationMs, NotFound, RequestInvalid, type Duration } from '@kickoff/contracts';
import { AlertStore, type AlertReceiverRow, type AlertRow, type AlertRuleRow } from '@kickoff/database';
import type { Call } from '../operations/call.js';
import { Implements } from '../operations/implements.js';
import { pageOf } from '../operations/page-of.js';
import { API_PATH } from '../requests/api-path.js';

type Rule = AnswerOf<typeof getAlertRule>;
type Alert = AnswerOf<typeof getAlert>;
type Receiver = AnswerOf<typeof getReceiver>;

/** Alerts, the rules by which they fire, and who is told. */
@Controller(API_PATH)
export class AlertsController {
  constructor(@Inject(AlertStore) private readonly store: AlertStore) {}

  @Implements(listAlertRules)
  async listAlertRules(): Promise<AnswerOf<typeof listAlertRules>> {
    return { items: (await this.store.rules()).map(shownRule) };
  }

  @Implements(getAlertRule)
  async getAlertRule({ params: { id } }: RequestOf<typeof getAlertRule>): Promise<Rule> {
    return shownRule(found('rule', id, await this.store.rule(id)));
  }

  @Implements(createAlertRule)
  async createAlertRule({ body }: RequestOf<typeof createAlertRule>): Promise<Rule> {
    const { id, kind, severity, threshold, least, workload, queue, type, receivers, enabled } = body;
    const [windowMs, forMs] = [durationMs(body.window), durationMs(body.for)];
    const rule = { id, kind, severity, threshold, least, windowMs, forMs, workload, queue, type, receivers, enabled };
    await this.store.createRule(rule);
    return shownRule(rule);
  }

  @Implements(editAlertRule)
  async editAlertRule({ params: { id }, body }: RequestOf<typeof editAlertRule>): Promise<Rule> {
    return shownRule(found('rule', id, await this.store.editRule(id, compiled(body))));
  }

  @Implements(deleteAlertRule)
  async deleteAlertRule({
    params: { id },
  }: RequestOf<typeof deleteAlertRule>): Promise<AnswerOf<typeof deleteAlertRule>> {
    found('rule', id, (await this.store.deleteRule(id)) || undefined);
    return { id };
  }

  @Implements(listReceivers)
  async listReceivers(): Promise<AnswerOf<typeof listReceivers>> {
    return { items: (await this.store.receivers()).map(shownReceiver) };
  }

  @Implements(getReceiver)
  async getReceiver({ params: { id } }: RequestOf<typeof getReceiver>): Promise<Receiver> {
    return shownReceiver(found('receiver', id, await this.store.receiver(id)));
  }

  @Implements(createReceiver)
  async createReceiver({ body }: RequestOf<typeof createReceiver>): Promise<AnswerOf<typeof createReceiver>> {
    const secret = body.kind === 'webhook' ? `ks_${randomBytes(32).toString('base64url')}` : null;
    const receiver = { ...body, secret };
    await this.store.createReceiver(receiver);
    return { ...shownReceiver(receiver), secret };
  }

  @Implements(editReceiver)
  async editReceiver({ params: { id }, body }: RequestOf<typeof editReceiver>): Promise<Receiver> {
    const { kind } = found('receiver', id, await this.store.receiver(id));
    const isMail = body.target !== undefined && !/^https?:/i.test(body.target);
    if (body.target !== undefined && isMail !== (kind === 'email'))
      throw new RequestInvalid(editReceiver.id, [
        {
          path: 'body.target',
          message: kind === 'email' ? 'must be an e-mail address' : 'must be an http or https address',
        },
      ]);
    return shownReceiver(found('receiver', id, await this.store.editReceiver(id, given(body))));
  }

  @Implements(deleteReceiver)
  async deleteReceiver({ params: { id } }: RequestOf<typeof deleteReceiver>): Promise<AnswerOf<typeof deleteReceiver>> {
    found('receiver', id, (await this.store.deleteReceiver(id)) || undefined);
    return { id };
  }

  @Implements(listAlerts)
  async listAlerts({ query }: RequestOf<typeof listAlerts>): Promise<AnswerOf<typeof listAlerts>> {
    const { state: states = ['firing', 'resolved'], rule } = query;
    return pageOf(listAlerts, query, (page) => this.store.alerts({ ...page, states, rule }), shownAlert);
  }

  @Implements(getAlert)
  async getAlert({ params: { id } }: RequestOf<typeof getAlert>): Promise<Alert> {
    return shownAlert(found('alert', id, await this.store.alert(id)));
  }

  @Implements(muteAlert)
  async muteAlert({ params: { id }, body }: RequestOf<typeof muteAlert>, { caller }: Call): Promise<Alert> {
    const muteMs = durationMs(body.for);
    const until = muteMs === 0 ? null : new Date(Date.now() + muteMs);
    return shownAlert(found('alert', id, await this.store.mute(id, until, caller.name)));
  }

  @Implements(acknowledgeAlert)
  async acknowledgeAlert({ params: { id } }: RequestOf<typeof acknowledgeAlert>, { caller }: Call): Promise<Alert> {
    return shownAlert(found('alert', id, await this.store.acknowledge(id, caller.name)));
  }
}

function found<T>(what: string, id: string, value: T | null | undefined): T {
  if (value === null || value === undefined) throw new NotFound(`there is no ${what} ${id}`);
  return value;
}

/** Without what was left out. */
function given<T extends object>(body: T): Partial<T> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function compiled({ window, for: wait, ...terms }: { window?: Duration; for?: Duration } & Partial<AlertRuleRow>) {
  return given({
    ...terms,
    windowMs: window === undefined ? undefined : durationMs(window),
    forMs: wait === undefined ? undefined : durationMs(wait),
  }) as Partial<AlertRuleRow>;
}

function shownRule(rule: AlertRuleRow): Rule {
  const { id, kind, severity, threshold, least, windowMs, forMs, workload, queue, type, receivers, enabled } = rule;
  return { id, kind, severity, threshold, least, windowMs, forMs, workload, queue, type, receivers, enabled };
}

function shownReceiver({ id, kind, target, enabled }: AlertReceiverRow): Receiver {
  return { id, kind, target, enabled };
}

function shownAlert(alert: AlertRow): Alert {
  const { id, ruleId: rule, subject, severity, state, message, value, mutedBy, acknowledgedBy } = alert;
  const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
  return {
    id,
    rule,
    subject,
    severity,
    state,
    message,
    value,
    since: alert.since.toISOString(),
    firedAt: iso(alert.firedAt),
    resolvedAt: iso(alert.resolvedAt),
    mutedUntil: iso(alert.mutedUntil),
    mutedBy,
    acknowledgedAt: iso(alert.acknowledgedAt),
    acknowledgedBy,
  };
}
