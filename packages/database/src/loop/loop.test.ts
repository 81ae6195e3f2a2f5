import { describe, expect, it } from '@jest/globals';
import { gate } from '../testing/gate.js';
import { Loop } from './loop.js';

const AN_HOUR_MS = 3_600_000;

class Turns extends Loop<{ turn: number }> {
  turns = 0;

  constructor(
    private readonly act: (turn: number) => Promise<void> | void = () => undefined,
    private readonly waitMs = AN_HOUR_MS,
    onError?: (error: unknown) => void,
  ) {
    super({ onError });
  }

  async runOnce(): Promise<{ turn: number }> {
    this.turns += 1;
    await this.act(this.turns);
    return { turn: this.turns };
  }

  override wake(): void {
    super.wake();
  }

  protected waitAfter(): number {
    return this.waitMs;
  }

  ran(turn: number): Promise<void> {
    return new Promise((resolve) => {
      this.signals.on('ran', (counts) => counts.turn >= turn && resolve());
    });
  }
}

describe('Loop', () => {
  it('turns once without being started', async () => {
    expect(await new Turns().runOnce()).toEqual({ turn: 1 });
  });

  it('waits between turns until it is woken', async () => {
    const loop = new Turns();
    const first = loop.ran(1);
    loop.start();
    await first;
    const second = loop.ran(2);
    loop.wake();
    await second;
    await loop.stop();
    expect(loop.turns).toBe(2);
  });

  it('does not sleep over a wake that came during a turn', async () => {
    const loop: Turns = new Turns((turn) => void (turn === 1 && loop.wake()));
    const second = loop.ran(2);
    loop.start();
    await second;
    await loop.stop();
  });

  it('repeats a turn that fails, and tells of it', async () => {
    const errors: unknown[] = [];
    const failing = (turn: number) => {
      if (turn === 1) throw new Error('first turn');
    };
    const loop = new Turns(failing, AN_HOUR_MS, (error) => errors.push(error));
    const second = loop.ran(2);
    loop.start();
    await second;
    await loop.stop();
    expect(errors).toEqual([new Error('first turn')]);
  });

  it('lets the current turn end when it is stopped, by call or by signal', async () => {
    const entered = gate();
    const finish = gate();
    let hasEnded = false;
    const loop = new Turns(async () => {
      entered.open();
      await finish.opened;
      hasEnded = true;
    });
    const stopper = new AbortController();
    loop.start(stopper.signal);
    await entered.opened;
    stopper.abort();
    finish.open();
    await loop.stop();
    expect(hasEnded).toBe(true);
  });

  it('starts once, stops twice, and starts again', async () => {
    const loop = new Turns();
    await loop.stop();
    const first = loop.ran(1);
    loop.start();
    loop.start();
    await first;
    await Promise.all([loop.stop(), loop.stop()]);
    const second = loop.ran(2);
    loop.start();
    await second;
    await loop.stop();
    expect(loop.turns).toBe(2);
  });
});
