import { workloadOfInputStream } from '@kickoff/contracts';
import { sweepInputs, type Broker } from '@kickoff/jobs';
import { Loop, type LoopOptions } from '../loop/loop.js';

export interface InputSweepOptions extends LoopOptions {
  broker: Broker;
  /** Age from which an input without a job is deleted, in milliseconds. Default a day. */
  olderThanMs?: number;
}

const DAY_MS = 86_400_000;
const EVERY_MS = 600_000;

/** Deletes stored inputs that a killed worker or producer has left. */
export class InputSweep extends Loop<{ deleted: number }> {
  constructor(private readonly options: InputSweepOptions) {
    super(options);
  }

  async runOnce(): Promise<{ deleted: number }> {
    const { broker, olderThanMs = DAY_MS } = this.options;
    let deleted = 0;
    for await (const stream of broker.manager.streams.names()) {
      const workload = workloadOfInputStream(stream);
      if (workload !== undefined) deleted += await sweepInputs(broker, workload, olderThanMs);
    }
    return { deleted };
  }

  protected waitAfter(): number {
    return EVERY_MS;
  }
}
