import { UsageError } from '../cli/command-error.js';
import type { OptionDefinitions } from '../cli/define-command.js';
import { withoutUndefined } from '../cli/without-undefined.js';

/** Options of what a rule of alerts says. */
export const RULE_OPTIONS = {
  threshold: { kind: 'text', value: 'number', summary: 'fires at this value and above' },
  severity: { kind: 'choice', choices: ['info', 'warning', 'critical'], summary: 'how bad it is (default warning)' },
  least: {
    kind: 'number',
    value: 'count',
    min: 0,
    max: 1_000_000,
    summary: 'attempts below which a share says nothing',
  },
  window: { kind: 'text', value: 'duration', summary: 'how far back is looked (default 5m)' },
  for: { kind: 'text', value: 'duration', summary: 'how long it must be so (default 0s)' },
  workload: { kind: 'text', value: 'name', complete: 'workloads', summary: 'only of it' },
  queue: { kind: 'text', value: 'name', summary: 'only of it' },
  type: { kind: 'text', value: 'type', complete: 'types', summary: 'only of it' },
  receivers: { kind: 'list', value: 'names', summary: 'who is told, or all (default all)' },
  off: { kind: 'flag', summary: 'disables it' },
  on: { kind: 'flag', summary: 'enables it' },
} as const satisfies OptionDefinitions;

interface RuleOptions {
  threshold: string | undefined;
  severity: 'info' | 'warning' | 'critical' | undefined;
  least: number | undefined;
  window: string | undefined;
  for: string | undefined;
  workload: string | undefined;
  queue: string | undefined;
  type: string | undefined;
  receivers: readonly string[] | undefined;
  off: boolean;
  on: boolean;
}

/** @throws UsageError for a threshold that is no number */
export function ruleOf(options: RuleOptions) {
  const { threshold, severity, least, window, for: wait, workload, queue, type, receivers, off, on } = options;
  const value = threshold === undefined ? undefined : Number(threshold.trim() || Number.NaN);
  if (value !== undefined && !(value >= 0))
    throw new UsageError(`--threshold must be a number of at least 0, got ${threshold}`, { where: '--threshold' });
  return withoutUndefined({
    threshold: value,
    severity,
    least,
    window,
    for: wait,
    workload,
    queue,
    type,
    receivers: receivers && namedReceivers(receivers),
    enabled: off ? false : on ? true : undefined,
  });
}

/** `all` takes the names away again. */
function namedReceivers(names: readonly string[]): string[] {
  return names.length === 1 && names[0] === 'all' ? [] : [...names];
}
