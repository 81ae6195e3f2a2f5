import { ConfigurationInvalid } from './errors.js';
import { isName } from './name.js';

/**
 * Which installation this process, or this thread, belongs to. Several share one account of a broker when each has a prefix
 * that all its names begin with: `acme.jobs.…`, `acme_EVENTS`. Subjects are made in `subjects.ts` and names of streams and
 * buckets in `stream-names.ts`, both when they are needed: what a module makes while it is imported has no prefix yet.
 */

/** First tokens of the subjects of an installation without a prefix. */
export const SUBJECT_FAMILIES = [
  'announce',
  'broadcast',
  'commands',
  'dead',
  'events',
  'flows',
  'jobs',
  'limits',
  'lines',
  'notify',
  'outbox',
  'parents',
  'schedules',
] as const;
export type SubjectFamily = (typeof SUBJECT_FAMILIES)[number];

const MAX_PREFIX_LENGTH = 20;

/** How a prefix is told what is wrong with it. */
export const PREFIX_RULE = `must be a kebab-case word of at most ${MAX_PREFIX_LENGTH} characters, and none of ${SUBJECT_FAMILIES.join(', ')}`;

/** What every subject begins with: `acme.`, or nothing. */
export let subjectRoot = '';
/** What the subjects of jobs begin with. Made once, since they are made and read for every job. */
export let jobsRoot = 'jobs.';
/** What every name of a stream or bucket begins with: `acme_`, or nothing. */
export let nameRoot = '';
/** Undefined: nobody has said it yet. */
let belongsTo: string | undefined;

/** Whether a word may be an installation's prefix. A family would lie within the streams of an installation without one. */
export function isPrefix(word: string): boolean {
  return isName(word) && word.length <= MAX_PREFIX_LENGTH && !SUBJECT_FAMILIES.some((family) => family === word);
}

/**
 * Says which installation this process belongs to, once and before any name is made; `Broker.connect` does.
 *
 * @param prefix undefined: the one it belongs to already, or the one without a prefix
 * @throws ConfigurationInvalid when it belongs to another one, or when it is no prefix
 */
export function useInstallation(prefix?: string): void {
  if (prefix === undefined && belongsTo !== undefined) return;
  const wanted = prefix ?? '';
  if (wanted !== '' && !isPrefix(wanted)) throw new ConfigurationInvalid('prefix', `${PREFIX_RULE}, got "${wanted}"`);
  if (belongsTo !== undefined && belongsTo !== wanted) {
    const own = belongsTo === '' ? 'the installation without a prefix' : `installation ${belongsTo}`;
    throw new ConfigurationInvalid('prefix', `is "${wanted}", but this process belongs to ${own}`);
  }
  belongsTo = wanted;
  subjectRoot = wanted && `${wanted}.`;
  jobsRoot = `${subjectRoot}jobs.`;
  nameRoot = wanted && `${wanted}_`;
}

/** For threads, which have a module of their own to tell. Undefined without a prefix. */
export function installationPrefix(): string | undefined {
  return belongsTo || undefined;
}
