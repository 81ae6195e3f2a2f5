import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import type { WorkerAnnouncement } from '@kickoff/contracts';

const RESOLUTION_MS = 20;
const NS = 1e6;

/** How the event loop and the memory of this process are; one timer, which costs next to nothing. */
export class ProcessHealth {
  private readonly delays: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  start(): void {
    this.delays.enable();
  }

  stop(): void {
    this.delays.disable();
  }

  /** Delays since the last reading. */
  read(): Required<Pick<WorkerAnnouncement, 'eventLoop' | 'memory'>> {
    const { mean, max } = this.delays;
    const eventLoop = { meanMs: lag(mean), p99Ms: lag(this.delays.percentile(99)), maxMs: lag(max) };
    this.delays.reset();
    const { rss, heapUsed } = process.memoryUsage();
    return { eventLoop, memory: { rssBytes: rss, heapUsedBytes: heapUsed } };
  }
}

/** By how much a timer came late. Before the first it is no number. */
function lag(ns: number): number {
  return Number.isFinite(ns) ? Math.max(0, Math.round(ns / NS - RESOLUTION_MS)) : 0;
}
