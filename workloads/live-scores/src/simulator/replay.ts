import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { idAt } from '../sports/upstream-values.js';

/**
 * Plays a folder of recorded `GET /fixtures?live=all` responses, in name order, one step at a time.
 *
 * `live=all` answers the recorded body of the current step, byte by byte; step 0 is before the first, an empty list.
 *
 * `ids=` has to answer what the recordings do not contain: what became of a match that is in no later list. The real API
 * drops a match from the live list when it has ended, and says so by id. So the recordings decide:
 * - listed in the current step: as it is there;
 * - not listed now, but in a later step: it has not ended; its last recorded state, unchanged;
 * - listed before, and never again: its last recorded state with the status `FT`, or `AET` or `PEN` when extra time or
 *   penalties were being played. Score, events and clock stay as recorded, so that the end of the recordings is the truth;
 * - only in later steps: as in the first of them, not started; in no step at all: not listed.
 */
export class Replay {
  readonly files: readonly string[];
  private readonly bodies: string[];
  private readonly steps: Map<string, unknown>[];
  private current: number;

  /** @throws when the folder has no JSON file, or one that is not a response */
  constructor(
    readonly folder: string,
    step = 1,
  ) {
    this.files = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
    if (this.files.length === 0) throw new Error(`${folder} has no .json files`);
    this.bodies = this.files.map((name) => readFileSync(path.join(folder, name), 'utf8'));
    this.steps = this.bodies.map((body, index) => matchesOf(body, this.files[index]!));
    this.current = this.within(step);
  }

  get step(): number {
    return this.current;
  }

  /** Goes on by so many steps, at most to the last; returns the step. */
  advance(steps = 1): number {
    this.current = this.within(this.current + steps);
    return this.current;
  }

  goTo(step: number): number {
    this.current = this.within(step);
    return this.current;
  }

  liveBody(): string {
    return this.bodies[this.current - 1] ?? EMPTY_BODY;
  }

  /** Undefined for a match that no step contains. */
  byId(id: string): unknown {
    const before = this.steps.slice(0, this.current);
    const later = this.steps.slice(this.current).find((matches) => matches.has(id));
    const last = before.findLast((matches) => matches.has(id))?.get(id);
    if (before.at(-1)?.has(id)) return last;
    if (last !== undefined) return later ? last : ended(last);
    return later && notStarted(later.get(id));
  }

  private within(step: number): number {
    return Math.min(Math.max(0, Math.trunc(step)), this.bodies.length);
  }
}

const EMPTY_BODY = JSON.stringify({
  get: 'fixtures',
  parameters: { live: 'all' },
  errors: [],
  results: 0,
  paging: { current: 1, total: 1 },
  response: [],
});

interface RecordedMatch {
  fixture: { status: { short: string } };
}

function matchesOf(body: string, file: string): Map<string, unknown> {
  const parsed: unknown = JSON.parse(body);
  if (typeof parsed !== 'object' || parsed === null || !('response' in parsed) || !Array.isArray(parsed.response)) {
    throw new Error(`${file} is not a recorded response: it has no list "response"`);
  }
  const matches = new Map<string, unknown>();
  for (const match of parsed.response as unknown[]) {
    const id = idAt(match, 'fixture', 'id');
    if (id !== undefined) matches.set(id, match);
  }
  return matches;
}

function ended(match: unknown): unknown {
  if (!hasStatus(match)) return match;
  const { status } = match.fixture;
  const short = status.short === 'P' ? 'PEN' : status.short === 'ET' || status.short === 'BT' ? 'AET' : 'FT';
  return { ...match, fixture: { ...match.fixture, status: { ...status, long: 'Match Finished', short } } };
}

function notStarted(match: unknown): unknown {
  if (!hasStatus(match)) return match;
  const status = { long: 'Not Started', short: 'NS', elapsed: null, extra: null };
  const nothing = { home: null, away: null };
  return { ...match, fixture: { ...match.fixture, status }, goals: nothing, score: {}, events: [] };
}

function hasStatus(match: unknown): match is RecordedMatch {
  return (
    typeof match === 'object' &&
    match !== null &&
    'fixture' in match &&
    typeof match.fixture === 'object' &&
    match.fixture !== null &&
    'status' in match.fixture
  );
}
