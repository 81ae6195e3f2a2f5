import type { LimitDefinition } from '@kickoff/contracts';
import type { LimitTurn } from './limit-turn.js';

/** Turns that the limiter decides, by limit, key and id. */
export class AskedTurns implements Iterable<LimitTurn> {
  private readonly turns = new Map<string, LimitTurn>();

  get size(): number {
    return this.turns.size;
  }

  [Symbol.iterator](): Iterator<LimitTurn> {
    return this.turns.values();
  }

  find(name: string, key: string, id: string): LimitTurn | undefined {
    return this.turns.get(turnId(name, key, id));
  }

  add(turn: LimitTurn): void {
    this.turns.set(turnId(turn.definition.name, turn.key, turn.id), turn);
  }

  delete(turn: LimitTurn): void {
    const id = turnId(turn.definition.name, turn.key, turn.id);
    if (this.turns.get(id) === turn) this.turns.delete(id);
  }

  /** Those of one limit in one shard, in the order in which they were asked. */
  of(name: string, shard: number): LimitTurn[] {
    return [...this.turns.values()].filter((turn) => turn.shard === shard && turn.definition.name === name);
  }

  /** What is held of concurrency limits in these shards, as rows that name limits by index. */
  held(shards: readonly number[]): { limits: LimitDefinition[]; held: [number, string, string][] } {
    const limits: LimitDefinition[] = [];
    const held: [number, string, string][] = [];
    for (const { shard, state, definition, key, id } of this.turns.values()) {
      if (state !== 'granted' || definition.atOnce === undefined || !shards.includes(shard)) continue;
      let index = limits.indexOf(definition);
      if (index < 0) index = limits.push(definition) - 1;
      held.push([index, key, id]);
    }
    return { limits, held };
  }
}

function turnId(name: string, key: string, id: string): string {
  return `${name}.${key}.${id}`;
}
