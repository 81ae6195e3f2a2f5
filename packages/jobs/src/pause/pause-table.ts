import { parsePauseKey, PauseEntry, pauseKey, type JobAddress, type PausedThing } from '@kickoff/contracts';

/** A change of a pause; `entry` is undefined when its key was deleted. */
export type PauseListener = (workload: string, thing: PausedThing, entry: PauseEntry | undefined) => void;

/** What is paused now, as far as the `control` bucket has been read. Asked for every job, so nothing is built unless it must. */
export class PauseTable {
  /** By key of the bucket. */
  private readonly paused = new Map<string, PauseEntry>();
  private readonly listeners = new Set<PauseListener>();
  private parking = 0;

  /** False when the entry cannot be read. */
  apply(key: string, value: unknown): boolean {
    const parsed = parsePauseKey(key);
    if (!parsed) return false;
    const entry = value === undefined ? undefined : PauseEntry.safeParse(value).data;
    if (value !== undefined && !entry) return false;
    if (entry?.paused) this.paused.set(key, entry);
    else this.paused.delete(key);
    this.parking = [...this.paused.keys()].filter((each) => isParking(parsePauseKey(each)!.thing)).length;
    for (const listener of this.listeners) listener(parsed.workload, parsed.thing, entry);
    return true;
  }

  onChange(listener: PauseListener): void {
    this.listeners.add(listener);
  }

  /** Whether any job type or key is paused: only then a job must be looked at. */
  get isParkingAny(): boolean {
    return this.parking > 0;
  }

  /** Whether anything at all is paused. */
  get isAny(): boolean {
    return this.paused.size > 0;
  }

  /** Why a queue is not pulled: it is paused, or its whole workload is. */
  ofQueue(workload: string, queue: string): PauseEntry | undefined {
    return (
      this.paused.get(pauseKey(workload, { kind: 'workload' })) ??
      this.paused.get(pauseKey(workload, { kind: 'queue', queue }))
    );
  }

  /** Why a job is parked when it arrives: its type or its key is paused. */
  ofJob({ workload, name, key }: Pick<JobAddress, 'workload' | 'name' | 'key'>): PauseEntry | undefined {
    if (!this.isParkingAny) return undefined;
    return (
      this.paused.get(pauseKey(workload, { kind: 'type', name })) ??
      this.paused.get(pauseKey(workload, { kind: 'key', name, key }))
    );
  }
}

/** A pause under which jobs are parked when they arrive, instead of not being pulled. */
export function isParking({ kind }: PausedThing): boolean {
  return kind === 'type' || kind === 'key';
}
