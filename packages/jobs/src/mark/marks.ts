import { EVERY_WORKLOAD, type AnyContract } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { named, typeName } from '../override/override-target.js';
import { listMarks, setMark, type MarkReason, type SilencedType, type WatchedTag } from './mark-client.js';

/** @throws ConfigurationInvalid, TargetUnknown, SchedulerUnavailable */
export async function setSilenced(
  broker: Pick<Broker, 'connection'>,
  type: string | AnyContract,
  on: boolean,
  why: MarkReason,
): Promise<void> {
  const { workload, name } = typeName('silence.type', type);
  await setMark(broker, { workload, thing: { kind: 'silenced', name }, on }, why);
}

export async function silencedTypes(broker: Pick<Broker, 'connection'>): Promise<SilencedType[]> {
  return (await listMarks(broker)).flatMap(({ thing, workload, reason, by, at }) =>
    thing.kind === 'silenced' ? [{ type: `${workload}.${thing.name}`, reason, by, at }] : [],
  );
}

export interface WatchTerms extends MarkReason {
  /** Only in this workload. Default: in every one, which takes a connection of the platform. */
  workload?: string;
}

/** @throws ConfigurationInvalid, MessageInvalid, SchedulerUnavailable */
export async function setWatched(
  broker: Pick<Broker, 'connection'>,
  tag: string,
  on: boolean,
  { workload, ...why }: WatchTerms,
): Promise<void> {
  const where = workload === undefined ? EVERY_WORKLOAD : named('watchTag.workload', workload);
  await setMark(broker, { workload: where, thing: { kind: 'watched', tag }, on }, why);
}

export async function watchedTags(broker: Pick<Broker, 'connection'>): Promise<WatchedTag[]> {
  return (await listMarks(broker)).flatMap(({ thing, workload, reason, by, at }) =>
    thing.kind === 'watched'
      ? [{ tag: thing.tag, workload: workload === EVERY_WORKLOAD ? undefined : workload, reason, by, at }]
      : [],
  );
}
