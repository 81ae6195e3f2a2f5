/** The Standard Schema interface, so that contracts accept zod and every other library that speaks it. Types only. */
export type { StandardSchemaV1 } from '@standard-schema/spec';
