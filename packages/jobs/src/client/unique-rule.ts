import { HEADERS, type UniqueRule } from '@kickoff/contracts';
import type { Publish } from '../broker/publish.js';

/** The rule travels as a header, so that the outbox's relay needs no contract to obey it. */
export function ruleHeader(rule: UniqueRule): string {
  if (rule.kind === 'throttle') return `${rule.kind} ${rule.forMs}`;
  if (rule.kind === 'debounce') return `${rule.kind} ${rule.delayMs}`;
  return rule.kind;
}

/** The rule that a publish itself cannot carry out; undefined when its expectation is all there is to it. */
export function ruleOf({ headers }: Pick<Publish, 'headers'>): Exclude<UniqueRule, { kind: 'unfinished' }> | undefined {
  const header = headers[HEADERS.unique];
  if (header === undefined) return undefined;
  const [kind, ms] = header.split(' ');
  if (kind === 'throttle') return { kind, forMs: Number(ms) };
  if (kind === 'debounce') return { kind, delayMs: Number(ms) };
  return { kind: 'keep-last' };
}
