import {
  ConfigurationInvalid,
  EVERY_WORKLOAD,
  isName,
  type AnyContract,
  type OverriddenThing,
} from '@kickoff/contracts';

/** For which job types `override` changes how they run. The narrower wins. */
export type OverrideTarget =
  /** A job type, by its contract or name. */
  | { type: string | AnyContract }
  /** Every job type of a workload. */
  | { workload: string }
  /** Every job type of every workload: for the platform's own connections. */
  | { everywhere: true };

/** @throws ConfigurationInvalid for a target that names nothing */
export function overriddenThing(target: OverrideTarget): { workload: string; thing: OverriddenThing } {
  if ('everywhere' in target) return { workload: EVERY_WORKLOAD, thing: { kind: 'everywhere' } };
  if ('workload' in target)
    return { workload: named('override.workload', target.workload), thing: { kind: 'workload' } };
  const { workload, name } = typeName('override.type', target.type);
  return { workload, thing: { kind: 'type', name } };
}

/**
 * @param path where the name stands, for the message
 * @throws ConfigurationInvalid
 */
export function typeName(path: string, given: string | AnyContract): { workload: string; name: string } {
  const type = typeof given === 'string' ? given : given.type;
  const [workload = '', name = '', ...rest] = type.split('.');
  if (!isName(workload) || !isName(name) || rest.length > 0)
    throw new ConfigurationInvalid(path, `must be <workload>.<verb-noun>, got ${JSON.stringify(type)}`);
  return { workload, name };
}

/** @throws ConfigurationInvalid */
export function named(path: string, value: string): string {
  if (!isName(value)) throw new ConfigurationInvalid(path, `must be kebab-case, got ${JSON.stringify(value)}`);
  return value;
}
