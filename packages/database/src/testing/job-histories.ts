import fc from 'fast-check';
import type { JobState } from '@kickoff/contracts';
import { idAt } from './id-at.js';
import type { RecordedEvent } from '../record/recorded-event.js';

/** Test support: what can happen to one job, as the events that its workers, movers and intake would leave behind. */

const STEPS = [
  'start',
  'progress',
  'succeed',
  'fail',
  'die',
  'defer',
  'interrupt',
  'lose',
  'steal',
  'late-success',
  'late-report',
  'park',
  'cancel',
  'ask-cancel',
  'expire',
  'redrive',
  'intake',
] as const;
type Step = (typeof STEPS)[number];

export interface JobHistory {
  /** In the order in which they happened. */
  events: RecordedEvent[];
  /** State that the job is in at the end. */
  state: JobState;
  revision: number;
}

/** A delivery that a worker still holds or believes it holds. */
interface Delivery {
  revision: number;
  delivery: number;
  attempt: number;
  worker: string;
  startedAt: number;
}

export const jobHistory = fc
  .record({
    number: fc.nat(1_000_000_000),
    steps: fc.array(fc.constantFrom(...STEPS), { minLength: 4, maxLength: 30, size: 'max' }),
    ticks: fc.array(fc.nat(2), { minLength: 30, maxLength: 30 }),
  })
  .map(({ number, steps, ticks }) => play(number, steps, ticks));

function play(number: number, steps: readonly Step[], ticks: readonly number[]): JobHistory {
  const startMs = Date.now() - 60_000;
  const id = idAt(`history-${number}`, startMs);
  const events: RecordedEvent[] = [];
  let at = startMs;
  let state: JobState = 'queued';
  let revision = 1;
  let delivery = 0;
  let attempt = 1;
  let held: Delivery | undefined;
  let stale: Delivery | undefined;

  const base = () =>
    ({ id, type: 'live-scores.poll-live-matches', queue: 'polling', priority: 'high', key: '-' }) as const;
  const envelope = { input: { number }, enqueuedAt: startMs, tags: ['sport:football'] };
  const runOf = (holder: Delivery, more: Partial<NonNullable<RecordedEvent['run']>> = {}) => ({ ...holder, ...more });
  const emit = (event: Partial<RecordedEvent> & { state: JobState }) =>
    events.push({ ...base(), revision, delivery: 0, at, attempt, ...event });
  const move = (
    to: JobState,
    more: Partial<RecordedEvent> = {},
    outcome?: NonNullable<RecordedEvent['run']>['outcome'],
  ) => {
    const run = held && outcome && runOf(held, { endedAt: at, outcome });
    revision += 1;
    state = to;
    emit({ state: to, ...more, run });
    if (held) stale = held;
    held = undefined;
    delivery = 0;
  };
  const waiting = () => state === 'queued' || state === 'scheduled' || state === 'retrying';
  const start = () => {
    delivery += 1;
    state = 'running';
    held = { revision, delivery, attempt, worker: `worker-${delivery}`, startedAt: at };
    emit({ state, delivery, envelope, run: runOf(held) });
  };

  const perform: Record<Step, () => unknown> = {
    start: () => waiting() && start(),
    progress: () =>
      held && state === 'running' && emit({ state, delivery, progress: { done: (at % 10) / 10 }, run: runOf(held) }),
    succeed: () => {
      if (!held || state !== 'running') return;
      state = 'succeeded';
      emit({ state, delivery, output: { at }, run: runOf(held, { endedAt: at, outcome: 'succeeded' }) });
      held = undefined;
    },
    fail: () => {
      if (!held) return;
      attempt += 1;
      move('retrying', { runAt: at + 1_000, error: { code: 'X', name: 'X', message: `at ${at}` } }, 'failed');
    },
    die: () => held && move('dead', { error: { code: 'Y', name: 'Y', message: 'last' } }, 'failed'),
    defer: () => held && move('scheduled', { runAt: at + 500, reason: 'later' }, 'deferred'),
    interrupt: () => held && move('queued', { reason: 'shutdown' }, 'interrupted'),
    // The worker is gone and says nothing; the next one starts the same revision.
    lose: () => held && start(),
    // The worker is only slow: it still believes that it holds the job.
    steal: () => {
      if (!held) return;
      stale = held;
      start();
    },
    'late-success': () => {
      if (!stale) return;
      emit({
        state: 'succeeded',
        revision: stale.revision,
        delivery: stale.delivery,
        attempt: stale.attempt,
        output: 'late',
        run: runOf(stale, { endedAt: at, outcome: 'succeeded' }),
      });
      if (stale.revision === revision && state === 'running') {
        state = 'succeeded';
        held = undefined;
      }
      stale = undefined;
    },
    'late-report': () => {
      if (!stale) return;
      const { revision: ofRevision, delivery: ofDelivery } = stale;
      emit({
        state: 'running',
        revision: ofRevision,
        delivery: ofDelivery,
        run: runOf(stale, { endedAt: at, outcome: 'lost' }),
      });
      stale = undefined;
    },
    park: () => waiting() && move('scheduled', { runAt: at + 2_000, reason: 'waits for rapidapi' }),
    cancel: () => (waiting() || held) && move('cancelled', { reason: 'by hand' }, 'cancelled'),
    'ask-cancel': () => held && emit({ state: 'cancelling', delivery }),
    expire: () => waiting() && move('expired'),
    redrive: () => {
      if (state !== 'dead') return;
      attempt = 1;
      move('queued', { reason: 'redriven' });
    },
    intake: () => waiting() && emit({ state, envelope, intake: true, expiresAt: startMs + 90_000 }),
  };
  steps.forEach((step, index) => {
    at += ticks[index % ticks.length]!;
    const first = STEPS.indexOf(step);
    // A step that cannot happen now gives way to the next one that can, so that histories are long.
    [...STEPS.slice(first), ...STEPS.slice(0, first)].some((candidate) => {
      const before = events.length;
      perform[candidate]();
      return events.length > before;
    });
  });
  if (events.length === 0) emit({ state: 'queued', envelope, intake: true });
  // Nobody told the record of what came before; a late event of an older revision may be all that it knows.
  if (!events.some((event) => event.revision === revision && event.state === state)) emit({ state, delivery });
  return { events, state, revision };
}

/** The events of several histories as a broker may deliver them: shuffled, some twice, cut into batches of any size. */
export function deliveries(histories: readonly JobHistory[]): fc.Arbitrary<RecordedEvent[][]> {
  const events = histories.flatMap((history) => history.events);
  return fc
    .tuple(
      fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
      fc.shuffledSubarray(events),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 10 }),
    )
    .map(([all, repeated, sizes]) => {
      const delivered = [...all, ...repeated];
      const batches: RecordedEvent[][] = [];
      for (let from = 0, turn = 0; from < delivered.length; turn += 1) {
        const size = sizes[turn % sizes.length]!;
        batches.push(delivered.slice(from, from + size));
        from += size;
      }
      return batches;
    });
}
