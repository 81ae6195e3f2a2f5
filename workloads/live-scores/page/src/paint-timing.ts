/**
 * Says how long messages take from their arrival to the screen, as entries of the performance timeline: a mark
 * `kickoff:message` per message and a measure `kickoff:message-to-paint` once the frame that shows it has been painted.
 * Entries are cleared at once (observers still receive them), since a page may stay open for days.
 */
const MESSAGE = 'kickoff:message';
const TO_PAINT = 'kickoff:message-to-paint';

export interface Arrival {
  /** Of `performance.now()`. */
  at: number;
  channel: string;
  offset: string;
}

export class PaintTiming {
  private drawn: Arrival[] = [];
  private readonly afterPaint = new MessageChannel();

  constructor() {
    this.afterPaint.port1.addEventListener('message', () => this.settle());
    this.afterPaint.port1.start();
  }

  arrived(channel: string, offset: string): Arrival {
    const { startTime } = performance.mark(MESSAGE, { detail: { channel, offset } });
    performance.clearMarks(MESSAGE);
    return { at: startTime, channel, offset };
  }

  /** Called within the frame that draws these. A task posted from there runs when the frame is done. */
  willPaint(arrivals: readonly Arrival[]): void {
    if (arrivals.length === 0) return;
    if (this.drawn.length === 0) this.afterPaint.port2.postMessage(null);
    this.drawn.push(...arrivals);
  }

  private settle(): void {
    const end = performance.now();
    for (const { at, channel, offset } of this.drawn) {
      performance.measure(TO_PAINT, { start: at, end, detail: { channel, offset } });
    }
    performance.clearMeasures(TO_PAINT);
    this.drawn = [];
  }
}
