import type { DataSource, EntityManager } from 'typeorm';
import { NameTaken, type AlertState } from '@kickoff/contracts';
import { asDatabaseError } from '../connection/connection-error.js';
import { AlertReceiverRow } from '../entities/alert-receiver.js';
import { AlertRuleRow } from '../entities/alert-rule.js';
import { AlertRow } from '../entities/alert.js';

export interface AlertQuery {
  /** Alerts before this one. */
  before?: string | undefined;
  states?: readonly AlertState[] | undefined;
  rule?: string | undefined;
  limit: number;
}

/** Rules, alerts and receivers, for those who look at them and change them. */
export class AlertStore {
  constructor(private readonly dataSource: DataSource) {}

  /** By id. */
  rules(): Promise<AlertRuleRow[]> {
    return this.guarded((manager) => manager.find(AlertRuleRow, { order: { id: 'ASC' } }));
  }

  rule(id: string): Promise<AlertRuleRow | null> {
    return this.guarded((manager) => manager.findOneBy(AlertRuleRow, { id }));
  }

  /** @throws NameTaken */
  createRule(rule: AlertRuleRow): Promise<void> {
    return this.create(AlertRuleRow, rule, `there is a rule ${rule.id} already`);
  }

  /** Undefined when there is none. */
  editRule(id: string, edit: Partial<AlertRuleRow>): Promise<AlertRuleRow | undefined> {
    return this.edit(AlertRuleRow, id, edit);
  }

  /** Its open alerts end with the next turn. False when there is none. */
  deleteRule(id: string): Promise<boolean> {
    return this.guarded(async (manager) => ((await manager.delete(AlertRuleRow, { id })).affected ?? 0) > 0);
  }

  /** Newest first. */
  alerts({ before, states, rule, limit }: AlertQuery): Promise<AlertRow[]> {
    return this.guarded((manager) => {
      const query = manager.createQueryBuilder(AlertRow, 'alert').orderBy('alert.id', 'DESC').take(limit);
      if (before !== undefined) query.andWhere('alert.id < :before', { before });
      if (states !== undefined) query.andWhere('alert.state IN (:...states)', { states });
      if (rule !== undefined) query.andWhere('alert.ruleId = :rule', { rule });
      return query.getMany();
    });
  }

  alert(id: string): Promise<AlertRow | null> {
    return this.guarded((manager) => manager.findOneBy(AlertRow, { id }));
  }

  /** Null ends a mute. Undefined when there is no such alert. */
  mute(id: string, until: Date | null, by: string): Promise<AlertRow | undefined> {
    return this.edit(AlertRow, id, { mutedUntil: until, mutedBy: until === null ? null : by });
  }

  /** Undefined when there is no such alert. */
  acknowledge(id: string, by: string): Promise<AlertRow | undefined> {
    return this.edit(AlertRow, id, { acknowledgedAt: new Date(), acknowledgedBy: by });
  }

  /** By id. */
  receivers(): Promise<AlertReceiverRow[]> {
    return this.guarded((manager) => manager.find(AlertReceiverRow, { order: { id: 'ASC' } }));
  }

  receiver(id: string): Promise<AlertReceiverRow | null> {
    return this.guarded((manager) => manager.findOneBy(AlertReceiverRow, { id }));
  }

  /** @throws NameTaken */
  createReceiver(receiver: AlertReceiverRow): Promise<void> {
    return this.create(AlertReceiverRow, receiver, `there is a receiver ${receiver.id} already`);
  }

  /** Undefined when there is none. */
  editReceiver(id: string, edit: Partial<AlertReceiverRow>): Promise<AlertReceiverRow | undefined> {
    return this.edit(AlertReceiverRow, id, edit);
  }

  /** False when there is none. */
  deleteReceiver(id: string): Promise<boolean> {
    return this.guarded(async (manager) => ((await manager.delete(AlertReceiverRow, { id })).affected ?? 0) > 0);
  }

  private create<Row extends { id: string }>(entity: new () => Row, row: Row, taken: string): Promise<void> {
    return this.guarded(async (manager) => {
      const { raw } = await manager
        .createQueryBuilder()
        .insert()
        .into(entity)
        .values(row as never)
        .orIgnore()
        .returning('id')
        .execute();
      if ((raw as unknown[]).length === 0) throw new NameTaken(taken);
    });
  }

  /** Only these columns: the evaluator changes others of the same row. */
  private edit<Row extends { id: string }>(
    entity: new () => Row,
    id: string,
    edit: Partial<Row>,
  ): Promise<Row | undefined> {
    return this.guarded(async (manager) => {
      if (Object.keys(edit).length > 0) await manager.update(entity, id, edit as never);
      return (await manager.findOneBy(entity, { id } as never)) ?? undefined;
    });
  }

  private async guarded<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await work(this.dataSource.manager);
    } catch (error) {
      throw asDatabaseError(error);
    }
  }
}
