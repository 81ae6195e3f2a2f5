import type { LimitDefinition, LimitPush, LimitVerdict } from '@kickoff/contracts';
import { AskedTurns } from './asked-turns.js';
import { LimitBurst } from './limit-burst.js';
import type { LimitAnswer, LimitLink } from './limit-link.js';
import type { LimitTurn } from './limit-turn.js';

/** Who waits asks again, should the word of its turn get lost. */
const ASK_AGAIN_MS = 1_000;
/** Neither an answer nor a word of an owner for so long: nobody decides. */
const SILENCE_MS = 3_000;
/** An owner that says it is there and answers nothing for so long is as good as none. */
const LONGEST_UNANSWERED_MS = 30_000;

export interface LimitQuestionsOptions {
  link: () => LimitLink | undefined;
  /** Whether this process must be delegated nothing. */
  isSlow: () => boolean;
  /** An answer may delegate some of these limits. */
  onAnswer: (owner: string, limits: readonly LimitDefinition[], answer: LimitAnswer) => void;
}

/** Puts the questions of many turns to the limiter, and tells whoever asked what it said. */
export class LimitQuestions {
  readonly asked = new AskedTurns();
  readonly burst = new LimitBurst((burst) => this.flush(burst));

  constructor(private readonly options: LimitQuestionsOptions) {}

  ask(turn: LimitTurn): void {
    this.asked.add(turn);
    this.burst.ask(turn);
  }

  /** The limiter says by itself whose turn has come. */
  pushed(granted: NonNullable<LimitPush['granted']>): void {
    for (const [name, key, id, useBy] of granted) {
      const turn = this.asked.find(name, key, id);
      if (turn) this.granted(turn, useBy);
    }
  }

  /** Looks after turns without an answer. */
  sweep(): void {
    const now = performance.now();
    for (const turn of this.asked) {
      if (turn.state === 'granted') continue;
      if (!turn.asking && now - turn.askedAt >= ASK_AGAIN_MS) this.burst.ask(turn);
      if (this.isUnheard(turn, now)) turn.asker.onSilence(turn);
    }
  }

  private granted(turn: LimitTurn, useBy: number | undefined): void {
    if (turn.state !== 'asked' && turn.state !== 'waiting') return;
    turn.owner = this.options.link()?.map.ownerOf(turn.shard);
    // Without its owner nobody knows what its clock shows; the turn is asked for again when there is one.
    if (turn.owner === undefined) return;
    turn.state = 'granted';
    turn.useBy = useBy;
    turn.unansweredSince = undefined;
    turn.asker.onVerdict(turn);
  }

  private judged(turn: LimitTurn, verdict: LimitVerdict): void {
    if (verdict === 'elsewhere' || turn.decidedBy) return;
    if (!('place' in verdict)) return this.granted(turn, verdict.useBy);
    if (turn.state !== 'asked' && turn.state !== 'waiting') return;
    turn.state = 'waiting';
    turn.unansweredSince = undefined;
    turn.place = verdict.place;
    turn.turnAt = verdict.turnAt;
    turn.reason = verdict.reason;
    turn.asker.onVerdict(turn);
  }

  /** Sends what has gathered, one request per replica. */
  private flush(burst: LimitBurst): void {
    const link = this.options.link();
    if (!link) return;
    const { map } = link;
    const parts = burst.divide(
      (shard) => map.ownerOf(shard),
      (owner) => map.latestNow(owner),
    );
    const isSlow = this.options.isSlow() ? { isSlow: true } : {};
    for (const { owner, body, asked, retry } of parts) {
      const sentAt = performance.now();
      for (const turn of asked) {
        turn.askedAt = sentAt;
        turn.asking = true;
      }
      link.send(owner, { ...body, ...isSlow }).then(
        (answer) => {
          const { verdicts } = answer.reply;
          for (const [index, turn] of asked.entries()) {
            turn.asking = false;
            const verdict = verdicts?.[index];
            if (verdict) this.judged(turn, verdict);
          }
          this.options.onAnswer(owner, body.limits, answer);
        },
        () => {
          for (const turn of asked) turn.asking = false;
          map.forget(owner);
          retry();
        },
      );
    }
  }

  /** A burst may take an owner seconds to answer; as long as it says that it is there, waiting is better than parking. */
  private isUnheard({ shard, unansweredSince }: LimitTurn, now: number): boolean {
    if (unansweredSince === undefined) return false;
    if (now - unansweredSince >= LONGEST_UNANSWERED_MS) return true;
    return now - Math.max(unansweredSince, this.options.link()?.map.heardOf(shard) ?? -Infinity) >= SILENCE_MS;
  }
}
