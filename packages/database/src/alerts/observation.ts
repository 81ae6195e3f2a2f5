import type { AlertRuleRow } from '../entities/alert-rule.js';

/** What a rule looks at, as it is now. */
export interface Observation {
  /** A type, `<workload>/<queue>`, a schedule or `store`. */
  subject: string;
  /** Compared with the rule's threshold. */
  value: number;
  /** One sentence for people. */
  message: string;
}

/** Looks at one kind of thing; returns what is at or above the threshold of the rule. */
export type Observe = (rule: AlertRuleRow, now: number) => Promise<Observation[]>;

/** Whether a rule is about this. */
export function concerns(
  rule: Pick<AlertRuleRow, 'workload' | 'queue' | 'type'>,
  thing: { workload?: string | undefined; queue?: string | undefined; type?: string | undefined },
): boolean {
  const agrees = (wanted: string | null, is: string | undefined) =>
    wanted === null || is === undefined || wanted === is;
  return agrees(rule.workload, thing.workload) && agrees(rule.queue, thing.queue) && agrees(rule.type, thing.type);
}
