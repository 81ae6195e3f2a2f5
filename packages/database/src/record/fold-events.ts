import { columnArrays } from './columns.js';
import { DEAD_LETTER_COLUMNS, FOLD_DEAD_LETTERS_SQL, foldedDeadLetters } from './fold-dead-letters.js';
import { ENVELOPE_COLUMNS, FOLD_ENVELOPES_SQL, foldedEnvelope } from './fold-envelopes.sql.js';
import { FOLD_HISTORY_SQL, foldedHistory, HISTORY_COLUMNS } from './fold-history.sql.js';
import { FOLD_STATES_SQL, foldedState, STATE_COLUMNS, type FoldedStates } from './fold-states.sql.js';
import type { RecordedEvent } from './recorded-event.js';
import { MARK_MINUTES_SQL, markedMinutes } from '../statistics/mark-minutes.js';
import { reduceEvents, type ReducedJob } from './reduce-events.js';
import type { Sight } from './sight.js';

/** What runs statements: an EntityManager, a QueryRunner or a DataSource. Has to be in a transaction if others fold too. */
export interface SqlRunner {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

/** Rows that a fold wrote at most; a repeated event writes none, so these are upper bounds. */
export interface FoldCounts {
  states: number;
  envelopes: number;
  history: number;
}

/**
 * Folds job events into the record. The result depends on the set of events alone, not on their order, repetition or
 * split into batches: the state of a job is the event with the greatest (revision, rank, delivery). States lock before the
 * rest and in order of id, so concurrent folds wait for each other and never deadlock.
 *
 * A plain success of a job that intake has seen is one update of a narrow row. Envelopes are written once; history only of
 * what no longer stands.
 *
 * @throws what PostgreSQL answers when an event's values do not fit a column (an id that is no UUID)
 */
export async function foldEvents(runner: SqlRunner, events: readonly RecordedEvent[]): Promise<FoldCounts> {
  if (events.length === 0) return { states: 0, envelopes: 0, history: 0 };
  const jobs = reduceEvents(events);
  const rows = (await runner.query(FOLD_STATES_SQL, columnArrays(STATE_COLUMNS, jobs.map(foldedState)))) as [
    FoldedStates,
  ];
  const added = new Set(rows[0].added);
  const renewed = new Set(rows[0].renewed);
  const envelopes = jobs
    .filter(({ id }) => added.has(id) || renewed.has(id))
    .map((job) => foldedEnvelope(job, added.has(job.id) ? firstSeen(job) : undefined));
  if (envelopes.length > 0) await runner.query(FOLD_ENVELOPES_SQL, columnArrays(ENVELOPE_COLUMNS, envelopes));
  const won = rows[0].won && new Set(rows[0].won);
  const history = jobs.flatMap((job) => {
    const inEnvelope = added.has(job.id) ? firstSeen(job) : undefined;
    return sightsOf(job).filter((sight) => {
      if (isSeen(sight)) return sight !== inEnvelope;
      return sight !== job.standing || (won !== null && !won.has(job.id));
    });
  });
  if (history.length > 0)
    await runner.query(FOLD_HISTORY_SQL, columnArrays(HISTORY_COLUMNS, history.map(foldedHistory)));
  const letters = foldedDeadLetters(events);
  if (letters.length > 0) await runner.query(FOLD_DEAD_LETTERS_SQL, columnArrays(DEAD_LETTER_COLUMNS, letters));
  const renewedIds = new Set(envelopes.map(({ id }) => id));
  await runner.query(MARK_MINUTES_SQL, [markedMinutes(events, (id) => renewedIds.has(id))]);
  return { states: jobs.length, envelopes: envelopes.length, history: history.length };
}

function sightsOf({ standing, others }: ReducedJob): Sight[] {
  return others.length === 0 ? [standing] : [standing, ...others];
}

/** What intake saw is kept when it is seen, not when it no longer stands: the envelope that it brings has room for one. */
function firstSeen(job: ReducedJob): Sight | undefined {
  return sightsOf(job).find(isSeen);
}

function isSeen({ event }: Sight): boolean {
  return event.intake === true;
}
