import { z } from 'zod';

/** Names as they stand in paths and bodies. */

const KEBAB = '[a-z][a-z0-9]*(?:-[a-z0-9]+)*';

export const WorkloadName = z
  .string()
  .regex(new RegExp(`^${KEBAB}$`), 'must be a kebab-case name')
  .max(100)
  .meta({ example: 'live-scores' });

export const QueueName = WorkloadName.meta({ example: 'polling' });

export const JobType = z
  .string()
  .regex(new RegExp(`^${KEBAB}\\.${KEBAB}$`), 'must be <workload>.<verb-noun>')
  .max(200)
  .meta({ example: 'live-scores.poll-live-matches' });

/** A type, or a name that people know one by, as its contract's `knownAs` has it. */
export const NameOfType = z
  .string()
  .regex(new RegExp(`^(?:${KEBAB}\\.${KEBAB}|[A-Za-z][A-Za-z0-9_-]{0,99})$`), 'must be <workload>.<verb-noun>')
  .max(200)
  .meta({ example: 'live-scores.poll-live-matches', description: 'A job type, or another name that it is known as.' });

export const Id = z.uuid().meta({ example: '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' });

/** A time as ISO 8601 with its offset. */
export const Time = z.iso.datetime({ offset: true }).meta({ example: '2026-11-27T18:00:00Z' });

/** A length of time such as `30s`. */
export const DurationText = z
  .templateLiteral([z.number().min(0), z.enum(['ms', 's', 'm', 'h', 'd'])])
  .meta({ example: '30s', description: 'A number and a unit: ms, s, m, h or d.' });

export const Reason = z.string().min(1).max(500).meta({ description: 'For the history; shown to whoever looks.' });
