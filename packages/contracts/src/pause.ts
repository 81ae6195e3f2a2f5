import { z } from 'zod';
import { isName } from './name.js';

/**
 * What can be paused, how that is asked for and how it is stored. Teams announce, a platform service writes the `control`
 * bucket, every worker watches it.
 */

const name = z.string().refine(isName, 'must be kebab-case');

/** Within the workload whose name stands in the announcement's subject. */
export const PausedThing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('workload') }),
  z.object({ kind: z.literal('queue'), queue: name }),
  /** `name`: the verb-noun of a job type. */
  z.object({ kind: z.literal('type'), name }),
  /** `key`: 16 hex digits, as in the subjects of its jobs. */
  z.object({ kind: z.literal('key'), name, key: z.string().regex(/^[0-9a-f]{16}$/) }),
]);
export type PausedThing = z.infer<typeof PausedThing>;

const reason = z.string().min(1).max(500);
const by = z.string().min(1).max(200);

/** Request on `announce.<workload>.pause`, answered when every worker will learn of it. */
export const PauseRequest = z.object({ thing: PausedThing, paused: z.boolean(), reason, by });
export type PauseRequest = z.infer<typeof PauseRequest>;

/** Value of a pause in the `control` bucket. What was resumed keeps its entry, so that its history stands. */
export const PauseEntry = z.object({
  paused: z.boolean(),
  reason,
  by,
  /** Milliseconds since the epoch, by the server's clock. */
  at: z.number(),
});
export type PauseEntry = z.infer<typeof PauseEntry>;

const PREFIX = 'pause.';

/** Key of a pause in the `control` bucket. The workload is part of it, so that no team pauses another's. */
export function pauseKey(workload: string, thing: PausedThing): string {
  const parts =
    thing.kind === 'queue'
      ? [thing.queue]
      : thing.kind === 'type'
        ? [thing.name]
        : thing.kind === 'key'
          ? [thing.name, thing.key]
          : [];
  return `${PREFIX}${[workload, thing.kind, ...parts].join('.')}`;
}

export function isPauseKey(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** The parts of `pauseKey`, or undefined when it is none. */
export function parsePauseKey(key: string): { workload: string; thing: PausedThing } | undefined {
  if (!isPauseKey(key)) return undefined;
  const [workload, kind, first, second, ...rest] = key.slice(PREFIX.length).split('.');
  if (!workload || !isName(workload) || rest.length > 0) return undefined;
  const given =
    kind === 'queue'
      ? { kind, queue: first }
      : kind === 'key'
        ? { kind, name: first, key: second }
        : { kind, name: first };
  const thing = PausedThing.safeParse(given).data;
  return thing && pauseKey(workload, thing) === key ? { workload, thing } : undefined;
}

/** For people: `queue demo/work`, `type demo.send-mail`. */
export function describePaused(workload: string, thing: PausedThing): string {
  switch (thing.kind) {
    case 'workload':
      return `workload ${workload}`;
    case 'queue':
      return `queue ${workload}/${thing.queue}`;
    case 'type':
      return `type ${workload}.${thing.name}`;
    default:
      return `key ${thing.key} of ${workload}.${thing.name}`;
  }
}
