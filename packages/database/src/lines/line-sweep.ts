import { workloadOfStream } from '@kickoff/contracts';
import { advanceLeftLines, type Broker } from '@kickoff/jobs';
import { Loop, type LoopOptions } from '../loop/loop.js';

export interface LineSweepOptions extends LoopOptions {
  broker: Broker;
  /** Time between two turns in milliseconds. Default 15 000. */
  everyMs?: number;
}

export interface LineSweepCounts {
  /** Lines that went on here. */
  advanced: number;
}

/**
 * Lets lines go on whose last job ended while its worker, or the broker, was killed: the claim would stay for as long as
 * nobody joins the line.
 */
export class LineSweep extends Loop<LineSweepCounts> {
  constructor(private readonly options: LineSweepOptions) {
    super(options);
  }

  async runOnce(): Promise<LineSweepCounts> {
    const { broker } = this.options;
    const counts: LineSweepCounts = { advanced: 0 };
    for (const workload of await this.workloads()) counts.advanced += await advanceLeftLines(broker, workload);
    return counts;
  }

  protected waitAfter(): number {
    return this.options.everyMs ?? 15_000;
  }

  private async workloads(): Promise<string[]> {
    const workloads: string[] = [];
    for await (const stream of this.options.broker.manager.streams.names()) {
      const workload = workloadOfStream(stream);
      if (workload !== undefined) workloads.push(workload);
    }
    return workloads;
  }
}
