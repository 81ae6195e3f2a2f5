import { ConfigurationInvalid } from './errors.js';

/** Who may subscribe: anyone, or holders of a token that covers the path. */
export type ChannelVisibility = 'public' | 'private';

/** A pattern of channel paths below the workload; `:name` stands for one part, e.g. `:sport/:leagueId/:matchId`. */
export interface ChannelRule {
  pattern: string;
  visibility: ChannelVisibility;
}

const PART = /^[A-Za-z0-9_-]{1,64}$/;
export const MAX_CHANNEL_PARTS = 8;

/** Whether a path can be subscribed to or broadcast on: 1 to 8 parts of letters, digits, `-` and `_`. */
export function isChannelPath(path: string): boolean {
  const parts = path.split('/');
  return parts.length <= MAX_CHANNEL_PARTS && parts.every((part) => PART.test(part));
}

/** Whether `path` (with its workload) is one of the workload's channels. */
export function matchesChannel(workload: string, { pattern }: ChannelRule, path: string): boolean {
  const expected = [workload, ...pattern.split('/').filter(Boolean)];
  const parts = path.split('/');
  return (
    parts.length === expected.length && expected.every((part, index) => part.startsWith(':') || part === parts[index])
  );
}

/** A path and every path above it: `a/b/c` gives `a`, `a/b`, `a/b/c`. Each is a room that receives the path's messages. */
export function channelPrefixes(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/**
 * Visibility of a subscription to `path`: private as soon as any private channel lies at, above or below it.
 * A workload without channels is private.
 */
export function channelVisibility(
  channels: Readonly<Record<string, readonly ChannelRule[]>>,
  path: string,
): ChannelVisibility {
  const parts = path.split('/');
  // A path comes from outside: `constructor` is no workload, though every object has it.
  const rules = Object.hasOwn(channels, parts[0]!) ? channels[parts[0]!] : undefined;
  if (!rules || rules.length === 0) return 'private';
  const reachable = rules.filter(({ pattern }) => {
    const expected = [parts[0]!, ...pattern.split('/').filter(Boolean)];
    const shared = Math.min(expected.length, parts.length);
    return expected.slice(0, shared).every((part, index) => part.startsWith(':') || part === parts[index]);
  });
  return reachable.length > 0 && reachable.every(({ visibility }) => visibility === 'public') ? 'public' : 'private';
}

/** Whether a text can be the pattern of a `ChannelRule`. */
export function isChannelPattern(pattern: string): boolean {
  return pattern
    .split('/')
    .filter(Boolean)
    .every((part) => PART.test(part.startsWith(':') ? part.slice(1) : part));
}

export function assertChannelPattern(pattern: string, path: string): void {
  if (!isChannelPattern(pattern))
    throw new ConfigurationInvalid(
      path,
      `must be parts of letters, digits, - and _ joined by /, got ${JSON.stringify(pattern)}`,
    );
}
