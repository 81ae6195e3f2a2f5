import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { IdempotentRequests, Loop } from '@kickoff/database';

const EVERY_MS = 3_600_000;

/** Deletes answers for repeated requests after their 24 hours. */
@Injectable()
export class RequestSweep extends Loop<{ deleted: number }> implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(IdempotentRequests) private readonly requests: IdempotentRequests) {
    super({});
  }

  onApplicationBootstrap(): void {
    this.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  async runOnce(): Promise<{ deleted: number }> {
    return { deleted: await this.requests.sweep() };
  }

  protected waitAfter(): number {
    return EVERY_MS;
  }
}
