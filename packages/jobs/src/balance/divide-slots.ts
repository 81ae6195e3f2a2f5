/** One queue as the division sees it. Slots are those of this worker. */
export interface QueueLoad {
  slots: number;
  /** Never fewer. */
  min: number;
  /** Never more. */
  max: number;
  /** Jobs that wait at the broker. */
  backlog: number;
  /** Jobs that run here. */
  running: number;
  /** Undefined before the first run. */
  meanRunMs: number | undefined;
}

/**
 * `time`: by the time that a queue's backlog will take (backlog times mean run time). `order`: the first queue gets what it
 * can use, then the second, and so on.
 */
export type BalanceStrategy = 'time' | 'order';

/**
 * The slots that each queue should have next. Their sum stays what it is; at most `maxShift` slots move, from the queue that
 * has the most too many to the one that has the most too few. Without a backlog anywhere nothing moves.
 */
export function divideSlots(
  queues: readonly QueueLoad[],
  { strategy, maxShift }: { strategy: BalanceStrategy; maxShift: number },
): number[] {
  const next = queues.map(({ slots }) => slots);
  if (queues.every(({ backlog }) => backlog === 0)) return next;
  const wanted = strategy === 'time' ? byTime(queues) : byOrder(queues);
  for (let shift = 0; shift < maxShift; shift += 1) {
    const lacks = wanted.map((slots, index) => slots - next[index]!);
    const most = Math.max(...lacks);
    const least = Math.min(...lacks);
    if (most <= 0 || least >= 0) break;
    next[lacks.indexOf(most)]! += 1;
    next[lacks.indexOf(least)]! -= 1;
  }
  return next;
}

/** Slot after slot to the queue that has the most waiting time per slot. */
function byTime(queues: readonly QueueLoad[]): number[] {
  const known = queues.flatMap(({ meanRunMs }) => meanRunMs ?? []);
  const usual = known.length === 0 ? 1 : known.reduce((sum, ms) => sum + ms, 0) / known.length;
  const weights = queues.map(({ backlog, meanRunMs }) => backlog * (meanRunMs ?? usual));
  const wanted = queues.map(({ min }) => min);
  for (let left = leftOver(queues, wanted); left > 0; left -= 1) {
    let best = -1;
    for (const [index, { max }] of queues.entries()) {
      if (weights[index] === 0 || wanted[index]! >= max) continue;
      if (best < 0 || weights[index]! / (wanted[index]! + 1) > weights[best]! / (wanted[best]! + 1)) best = index;
    }
    if (best < 0) return keepTheRest(queues, wanted, left);
    wanted[best]! += 1;
  }
  return wanted;
}

function byOrder(queues: readonly QueueLoad[]): number[] {
  const wanted = queues.map(({ min }) => min);
  let left = leftOver(queues, wanted);
  for (const [index, { backlog, running, max }] of queues.entries()) {
    const more = Math.max(0, Math.min(left, Math.min(max, backlog + running) - wanted[index]!));
    wanted[index]! += more;
    left -= more;
  }
  return keepTheRest(queues, wanted, left);
}

/** Slots that nobody has work for stay where they are, as far as they fit. */
function keepTheRest(queues: readonly QueueLoad[], wanted: number[], left: number): number[] {
  for (const limit of ['slots', 'max'] as const)
    for (const [index, queue] of queues.entries()) {
      const more = Math.max(0, Math.min(left, queue[limit] - wanted[index]!));
      wanted[index]! += more;
      left -= more;
    }
  return wanted;
}

function leftOver(queues: readonly QueueLoad[], wanted: readonly number[]): number {
  return queues.reduce((sum, { slots }, index) => sum + slots - wanted[index]!, 0);
}
