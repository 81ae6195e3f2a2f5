import { z } from 'zod';
import { compileLimitTerms, type LimitTerms } from './limit-terms.js';
import { compileRunTerms, type RunTerms } from './run-terms.js';
import { isName } from './name.js';

/**
 * What of the code's numbers can be overridden at run time, how that is asked for and how it is stored. As with pauses,
 * teams announce, a platform service writes the `control` bucket, and whoever applies it watches that.
 */

const name = z.string().refine(isName, 'must be kebab-case');

/** Within the workload whose name stands in the announcement's subject. */
export const OverriddenThing = z.discriminatedUnion('kind', [
  /** All job types of all workloads; its workload is `EVERY_WORKLOAD`. */
  z.object({ kind: z.literal('everywhere') }),
  /** All job types of the workload. */
  z.object({ kind: z.literal('workload') }),
  /** `name`: the verb-noun of a job type. */
  z.object({ kind: z.literal('type'), name }),
  z.object({ kind: z.literal('limit'), name }),
]);
export type OverriddenThing = z.infer<typeof OverriddenThing>;

/** Stands where a workload's name would: no workload can have it, so only the platform may announce for it. */
export const EVERY_WORKLOAD = '_all';

const said = {
  /** Undefined: what the code says holds again. */
  terms: z.unknown().optional(),
  reason: z.string().min(1).max(500),
  by: z.string().min(1).max(200),
};

/** Request on `announce.<workload>.override`, answered when every worker and limiter will learn of it. */
export const OverrideRequest = z.object({ thing: OverriddenThing, ...said });
export type OverrideRequest = z.infer<typeof OverrideRequest>;

/** Value of an override in the `control` bucket. What was reset keeps its entry, so that its history stands. */
export const OverrideEntry = z.object({
  ...said,
  /** Milliseconds since the epoch, by the server's clock. */
  at: z.number(),
});
export type OverrideEntry = z.infer<typeof OverrideEntry>;

export type OverrideTerms = RunTerms | LimitTerms;

/** @throws ConfigurationInvalid naming the value that is wrong */
export function assertOverrideTerms(thing: OverriddenThing, terms: unknown): asserts terms is OverrideTerms {
  if (thing.kind === 'limit') compileLimitTerms(terms, 'override');
  else compileRunTerms(terms, 'override');
}

const PREFIX = 'override.';

/** Key of an override in the `control` bucket. */
export function overrideKey(workload: string, thing: OverriddenThing): string {
  return `${PREFIX}${[workload, thing.kind, ...('name' in thing ? [thing.name] : [])].join('.')}`;
}

export function isOverrideKey(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** The parts of `overrideKey`, or undefined when it is none. */
export function parseOverrideKey(key: string): { workload: string; thing: OverriddenThing } | undefined {
  if (!isOverrideKey(key)) return undefined;
  const [workload, kind, named] = key.slice(PREFIX.length).split('.');
  const thing = OverriddenThing.safeParse({ kind, name: named }).data;
  if (workload === undefined || !thing || !isOverridable(workload, thing)) return undefined;
  return overrideKey(workload, thing) === key ? { workload, thing } : undefined;
}

/** Whether the thing belongs to what stands in the workload's place. */
export function isOverridable(workload: string, { kind }: OverriddenThing): boolean {
  return kind === 'everywhere' ? workload === EVERY_WORKLOAD : isName(workload);
}

/** For people: `type demo.send-mail`, `limit demo/provider`. */
export function describeOverridden(workload: string, thing: OverriddenThing): string {
  switch (thing.kind) {
    case 'everywhere':
      return 'every workload';
    case 'workload':
      return `workload ${workload}`;
    case 'type':
      return `type ${workload}.${thing.name}`;
    default:
      return `limit ${workload}/${thing.name}`;
  }
}
