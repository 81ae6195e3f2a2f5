import { NO_KEY, type UniqueRule } from '@kickoff/contracts';

/** A key that is a line, or that another job may replace the input of, does not keep others out. */
export function holdsKey(key: string, { line, rule }: { line: unknown; rule: UniqueRule | undefined }): boolean {
  if (key === NO_KEY || line !== undefined) return false;
  return rule?.kind !== 'debounce' && rule?.kind !== 'keep-last';
}
