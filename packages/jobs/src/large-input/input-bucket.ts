import type { AnyContract } from '@kickoff/contracts';

/** Bucket of the object store with a workload's large inputs; its own, since rights are given by stream. */
export function inputBucket(workload: string): string {
  return `inputs-${workload}`;
}

/** Stream of that bucket. */
export function inputStream(workload: string): string {
  return `OBJ_${inputBucket(workload)}`;
}

/** Where a bucket's objects and their parts are published. */
export function inputSubjects(workload: string): string {
  return `$O.${inputBucket(workload)}.>`;
}

/** Where what is known of its objects is published, one subject each. */
export function inputMetaSubjects(workload: string): string {
  return `$O.${inputBucket(workload)}.M.>`;
}

/** Whether a workload needs the bucket. */
export function hasLargeInputs(contracts: readonly AnyContract[] | undefined): boolean {
  return contracts?.some(({ largeInput }) => largeInput) ?? false;
}
