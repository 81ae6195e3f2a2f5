import { z } from 'zod';
import { durationMs, isPrefix, PREFIX_RULE, type Duration } from '@kickoff/contracts';
import { sealingKeys } from '@kickoff/jobs';

/**
 * Kinds of settings. Every value arrives as text; a kind says in its message what the text must be. Messages never
 * repeat the text: `parseSettings` adds it where it is no secret.
 */

/** What a setting says about itself besides its schema, given with `.meta({ … })`. */
export interface SettingMeta {
  /** What it does, its unit and trade-off; the printed reference shows it. */
  description?: string;
  /** Never printed, neither in errors nor in the reference. */
  secret?: boolean;
}

/** A length of time such as `30s`. */
export function durationSetting() {
  return z.custom<Duration>((value) => typeof value === 'string' && isDuration(value), {
    error: "must be a number and a unit (ms, s, m, h, d) such as '30s'",
  });
}

/** A whole number within bounds. */
export function wholeNumberSetting({ min, max }: { min: number; max: number }) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^-?\d{1,15}$/, { error, abort: true })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error });
}

/** A TCP port; 0 takes a free one, which the startup log line names. */
export function portSetting() {
  return wholeNumberSetting({ min: 0, max: 65_535 });
}

/** One address with one of the schemes, e.g. `postgres://…`. */
export function addressSetting(schemes: readonly string[]) {
  return z.string().refine((text) => hasScheme(text, schemes), {
    error: `must be an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  });
}

/** Several addresses separated by commas. */
export function addressListSetting(schemes: readonly string[]) {
  return listSetting().refine((addresses) => addresses.every((address) => hasScheme(address, schemes)), {
    error: `must be addresses that start with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}, separated by commas`,
  });
}

/** Words separated by commas, at least one. */
export function listSetting() {
  return z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((word) => word.trim())
        .filter(Boolean),
    )
    .refine((words) => words.length > 0, { error: 'must be words separated by commas, at least one' });
}

/** Keys for sensitive fields, as `sealingKeys` of the SDK reads them. */
export function sealingKeysSetting() {
  return z.string().refine(areSealingKeys, {
    error: 'must be <id>:<base64 of 32 bytes>, several separated by commas',
  });
}

/** What all names of an installation at the broker begin with. */
export function prefixSetting() {
  return z.string().refine(isPrefix, { error: PREFIX_RULE });
}

/** One of a few words. */
export function choiceSetting<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `must be one of ${words.join(', ')}` });
}

function areSealingKeys(text: string): boolean {
  try {
    return sealingKeys(text).current !== undefined;
  } catch {
    return false;
  }
}

function isDuration(text: string): boolean {
  try {
    return durationMs(text as Duration) >= 0;
  } catch {
    return false;
  }
}

function hasScheme(text: string, schemes: readonly string[]): boolean {
  return URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1));
}
