import { Presets, SingleBar } from 'cli-progress';

export interface ProgressBar {
  increment(by?: number): void;
  stop(): void;
}

/** A bar on a terminal, nothing elsewhere. It goes away when it stops. */
export function progressBar(what: string, total: number, stream: NodeJS.WriteStream): ProgressBar {
  const bar = new SingleBar(
    { stream, format: `${what} {bar} {value}/{total}`, clearOnComplete: true, hideCursor: true, barsize: 24 },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { increment: (by) => bar.increment(by), stop: () => bar.stop() };
}
