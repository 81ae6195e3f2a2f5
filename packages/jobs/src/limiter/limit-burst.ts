import type { LimitDefinition, LimitRequest } from '@kickoff/contracts';
import type { LimitTurn } from './limit-turn.js';

/** What one replica of the limiter is told in one request. */
export interface BurstPart {
  owner: string;
  body: Pick<LimitRequest, 'limits' | 'ask' | 'begun' | 'release' | 'parked' | 'away'>;
  /** In the order of the answers. */
  asked: LimitTurn[];
  /** No answer came: says it again. Questions are repeated by whoever waits for the answer. */
  retry: () => void;
}

type Row =
  | { kind: 'begun' | 'release' | 'away'; turn: LimitTurn }
  | { kind: 'parked'; turn: LimitTurn; subject: string; priority: string };

const MOST_ROWS = 512;

/** Gathers what is to be said about turns within one turn of the event loop. */
export class LimitBurst {
  private asked = new Set<LimitTurn>();
  private rows: Row[] = [];
  private scheduled = false;

  constructor(private readonly onFull: (burst: LimitBurst) => void) {}

  ask(turn: LimitTurn): void {
    this.asked.add(turn);
    this.schedule();
  }

  /** The time is taken when the burst goes out: by then the use has certainly begun. */
  begun(turn: LimitTurn): void {
    this.say({ kind: 'begun', turn });
  }

  release(turn: LimitTurn): void {
    // Never asked: nobody knows of it.
    if (this.asked.delete(turn) && turn.askedAt === 0) return;
    this.say({ kind: 'release', turn });
  }

  away(turn: LimitTurn): void {
    this.say({ kind: 'away', turn });
  }

  park(turn: LimitTurn, subject: string, priority: string): void {
    this.say({ kind: 'parked', turn, subject, priority });
  }

  /** Somebody may own what was kept. */
  wake(): void {
    if (this.rows.length > 0) this.schedule();
  }

  /** Takes out everything, by owner. What nobody owns is kept, except questions: they are repeated anyway. */
  divide(ownerOf: (shard: number) => string | undefined, latestNow: (owner: string) => number): BurstPart[] {
    const parts = new Map<string, Part[]>();
    const partFor = ({ shard }: LimitTurn): Part | undefined => {
      const owner = ownerOf(shard);
      if (owner === undefined) return undefined;
      let list = parts.get(owner);
      if (!list) parts.set(owner, (list = [new Part(owner, latestNow(owner), (rows) => this.again(rows))]));
      let last = list.at(-1)!;
      if (last.size >= MOST_ROWS) list.push((last = new Part(owner, latestNow(owner), (rows) => this.again(rows))));
      return last;
    };
    const { rows, asked } = this;
    this.rows = [];
    this.asked = new Set();
    for (const row of rows) {
      const part = partFor(row.turn);
      // A new owner learns of what is held and knows nothing else: only those that wait need to be told again.
      if (part) part.add(row);
      else if (row.kind === 'parked' || row.kind === 'away') this.rows.push(row);
    }
    // Those that are asked again have waited longer than those that are new.
    const inOrder = [...asked].toSorted((a, b) => a.number - b.number);
    // Decided here, or over, meanwhile.
    const open = inOrder.filter(({ decidedBy, state }) => decidedBy === undefined && state !== 'over');
    for (const turn of open) partFor(turn)?.addQuestion(turn);
    return [...parts.values()].flat();
  }

  private again(rows: readonly Row[]): void {
    this.rows.unshift(...rows);
    setTimeout(() => this.schedule(), RETRY_MS).unref();
  }

  private say(row: Row): void {
    this.rows.push(row);
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.onFull(this);
    });
  }
}

const RETRY_MS = 100;

class Part implements BurstPart {
  readonly body: BurstPart['body'] = { limits: [] };
  readonly asked: LimitTurn[] = [];
  size = 0;
  private readonly rows: Row[] = [];
  private readonly indexes = new Map<LimitDefinition, number>();

  constructor(
    readonly owner: string,
    /** By the owner's clock, at the latest. */
    private readonly now: number,
    private readonly again: (rows: readonly Row[]) => void,
  ) {}

  readonly retry = (): void => this.again(this.rows);

  add(row: Row): void {
    const { turn } = row;
    const index = this.index(turn.definition);
    this.rows.push(row);
    this.size += 1;
    if (row.kind === 'begun') (this.body.begun ??= []).push([index, turn.key, turn.id, this.now]);
    else if (row.kind === 'parked')
      (this.body.parked ??= []).push([index, turn.key, turn.id, row.subject, row.priority]);
    else (this.body[row.kind] ??= []).push([index, turn.key, turn.id]);
  }

  addQuestion(turn: LimitTurn): void {
    this.asked.push(turn);
    this.size += 1;
    (this.body.ask ??= []).push([this.index(turn.definition), turn.key, turn.id, turn.cost, turn.reserve]);
  }

  private index(definition: LimitDefinition): number {
    let index = this.indexes.get(definition);
    if (index === undefined) {
      index = this.body.limits.push(definition) - 1;
      this.indexes.set(definition, index);
    }
    return index;
  }
}
