import type { AnyContract, ParsedOf, StandardSchemaV1 } from '@kickoff/contracts';

type Schema<C extends AnyContract> = NonNullable<C['output']>;

/** What a job of this contract leaves when it succeeded: its handler's output after the contract's schema. */
export type JobOutput<C extends AnyContract> = Schema<C> extends StandardSchemaV1 ? ParsedOf<Schema<C>> : unknown;
