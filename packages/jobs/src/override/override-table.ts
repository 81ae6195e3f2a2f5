import {
  compileLimitTerms,
  compileRunTerms,
  EVERY_WORKLOAD,
  OverrideEntry,
  overrideKey,
  parseOverrideKey,
  type AnyContract,
  type CompiledRunTerms,
  type LimitDefinition,
  type RunTerms,
} from '@kickoff/contracts';

/** Told which limit has other numbers now. */
export type LimitListener = (workload: string, name: string) => void;

type Runs = Pick<AnyContract, 'type' | 'workload' | 'name' | 'aliases' | 'leftOpen' | keyof CompiledRunTerms>;
/** What holds for contracts that say nothing of it. */
export type RunDefaults = Pick<RunTerms, 'attempts' | 'timeout'>;

/** What is overridden now, as far as the `control` bucket has been read. Asked for every job, so nothing is built unless it must. */
export class OverrideTable {
  /** By key of the bucket. */
  private readonly runs = new Map<string, Partial<CompiledRunTerms>>();
  private readonly limits = new Map<string, Omit<LimitDefinition, 'name'>>();
  private readonly listeners = new Set<LimitListener>();
  private defaults: Partial<CompiledRunTerms> = {};
  /** By type, until something changes. */
  private readonly effective = new Map<string, CompiledRunTerms>();

  /** False when the entry cannot be read; what held before goes on to hold. */
  apply(key: string, value: unknown): boolean {
    const parsed = parseOverrideKey(key);
    if (!parsed) return false;
    const { workload, thing } = parsed;
    const entry = value === undefined ? undefined : OverrideEntry.safeParse(value).data;
    if (value !== undefined && !entry) return false;
    const terms = entry?.terms;
    try {
      if (thing.kind === 'limit')
        keep(this.limits, key, terms === undefined ? undefined : compileLimitTerms(terms, key));
      else keep(this.runs, key, terms === undefined ? undefined : compileRunTerms(terms, key));
    } catch {
      return false;
    }
    this.effective.clear();
    if (thing.kind === 'limit') for (const listener of this.listeners) listener(workload, thing.name);
    return true;
  }

  /** @throws ConfigurationInvalid */
  useDefaults(defaults: RunDefaults): void {
    const isAny = Object.values(defaults).some((value) => value !== undefined);
    this.defaults = isAny ? compileRunTerms(defaults, 'worker.defaults') : {};
    this.effective.clear();
  }

  onLimit(listener: LimitListener): void {
    this.listeners.add(listener);
  }

  /** How jobs of this contract run now. One comparison while nothing is overridden. */
  termsOf(contract: Runs): CompiledRunTerms {
    if (this.runs.size === 0 && this.isDeclared(contract)) return contract;
    let terms = this.effective.get(contract.type);
    if (!terms) {
      terms = this.compile(contract);
      this.effective.set(contract.type, terms);
    }
    return terms;
  }

  /** The limit with its numbers of now. A rate stays a rate, whatever is stored. */
  limitOf(workload: string, declared: LimitDefinition): LimitDefinition {
    if (this.limits.size === 0) return declared;
    const { name } = declared;
    const terms = this.limits.get(overrideKey(workload, { kind: 'limit', name }));
    const isSameKind = (terms?.atOnce === undefined) === (declared.atOnce === undefined);
    return terms && isSameKind ? { name, ...terms } : declared;
  }

  private isDeclared({ leftOpen }: Runs): boolean {
    return leftOpen.every((field) => this.defaults[field] === undefined);
  }

  private compile({ workload, name, aliases, leftOpen, attempts, timeoutMs, backoff }: Runs): CompiledRunTerms {
    const former = aliases.map((alias) => alias.slice(alias.indexOf('.') + 1));
    const ofType = [name, ...former]
      .map((each) => this.runs.get(overrideKey(workload, { kind: 'type', name: each })))
      .find((terms) => terms !== undefined);
    return {
      attempts,
      timeoutMs,
      backoff,
      ...Object.fromEntries(
        leftOpen.flatMap((field) => (this.defaults[field] === undefined ? [] : [[field, this.defaults[field]]])),
      ),
      ...this.runs.get(overrideKey(EVERY_WORKLOAD, { kind: 'everywhere' })),
      ...this.runs.get(overrideKey(workload, { kind: 'workload' })),
      ...ofType,
    };
  }
}

function keep<T>(into: Map<string, T>, key: string, terms: T | undefined): void {
  if (terms === undefined) into.delete(key);
  else into.set(key, terms);
}
