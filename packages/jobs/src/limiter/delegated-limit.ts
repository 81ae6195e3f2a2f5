import type { LimitTurn, TurnDecider } from './limit-turn.js';
import { MeanTime } from './mean-time.js';

/**
 * One concurrency limit in one shard, decided here while this worker alone uses it. First come first served for each key, as
 * at the limiter. Times are those of `performance.now()`.
 */
export class DelegatedLimit implements TurnDecider {
  /** Granted and waiting. */
  readonly turns = new Set<LimitTurn>();
  /** When it was last seen in use. */
  usedAt = performance.now();
  private readonly held = new Map<string, number>();
  private readonly waiting = new Map<string, LimitTurn[]>();
  private readonly mean = new MeanTime();

  /** @param validUntil the owner certainly takes this worker for alive until then, if nothing confirms it again */
  constructor(
    readonly name: string,
    readonly shard: number,
    readonly number: number,
    readonly owner: string,
    public validUntil: number,
  ) {}

  /** Counts what the limiter had granted before. */
  adoptGranted(turn: LimitTurn): void {
    this.add(turn);
    this.held.set(turn.key, (this.held.get(turn.key) ?? 0) + 1);
  }

  /** Grants at once, or puts in line; says which. */
  take(turn: LimitTurn, now: number): boolean {
    this.add(turn);
    turn.askedAt = now;
    turn.unansweredSince = undefined;
    const { key } = turn;
    const held = this.held.get(key) ?? 0;
    const line = this.waiting.get(key);
    if (line === undefined && held < turn.definition.atOnce! && now < this.validUntil) {
      this.held.set(key, held + 1);
      turn.state = 'granted';
      return true;
    }
    turn.state = 'waiting';
    if (line) line.push(turn);
    else this.waiting.set(key, [turn]);
    return false;
  }

  /** Ended, or waits no more. */
  release(turn: LimitTurn, now: number): void {
    if (!this.turns.delete(turn)) return;
    turn.decidedBy = undefined;
    const { key } = turn;
    const line = this.waiting.get(key);
    const place = line?.indexOf(turn) ?? -1;
    if (place >= 0) {
      line!.splice(place, 1);
      if (line!.length === 0) this.waiting.delete(key);
      return;
    }
    const held = this.held.get(key)!;
    if (held > 1) this.held.set(key, held - 1);
    else this.held.delete(key);
    this.mean.add(now - turn.askedAt);
    if (line) this.advance(key, line, now);
  }

  /** Tells those that wait about how long they still will. */
  tellWaiting(now: number, clockNow: number): void {
    for (const line of this.waiting.values()) {
      for (const [index, turn] of line.slice().entries()) {
        if (turn.state !== 'waiting' || turn.decidedBy !== this) continue;
        this.estimate(turn, index + 1, now, clockNow);
        turn.asker.onVerdict(turn);
      }
    }
  }

  /** When it is the turn of somebody who has just come to wait here. */
  estimateNew(turn: LimitTurn, now: number, clockNow: number): void {
    this.estimate(turn, this.waiting.get(turn.key)?.length ?? 1, now, clockNow);
  }

  /** Grants nothing more. What it has granted and who waits is somebody else's business. */
  end(): LimitTurn[] {
    this.validUntil = -Infinity;
    const turns = [...this.turns];
    this.turns.clear();
    for (const turn of turns) turn.decidedBy = undefined;
    return turns;
  }

  private estimate(turn: LimitTurn, place: number, now: number, clockNow: number): void {
    turn.place = place;
    // Those that hold it have done so for as long as this one waits.
    turn.turnAt = clockNow + (Math.max(this.mean.ms, now - turn.askedAt) * place) / turn.definition.atOnce!;
  }

  private advance(key: string, line: LimitTurn[], now: number): void {
    for (let next = line[0]; next; next = line[0]) {
      const held = this.held.get(key) ?? 0;
      // Whoever is told may end this delegation.
      if (held >= next.definition.atOnce! || now >= this.validUntil) return;
      line.shift();
      if (line.length === 0) this.waiting.delete(key);
      this.held.set(key, held + 1);
      next.state = 'granted';
      next.askedAt = now;
      next.asker.onVerdict(next);
    }
  }

  private add(turn: LimitTurn): void {
    this.turns.add(turn);
    turn.decidedBy = this;
  }
}
