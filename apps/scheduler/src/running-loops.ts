import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';

/** What every loop of the platform has. */
export interface ServiceLoop {
  start(): void;
  stop(): Promise<void>;
}

/** Runs the loops for as long as the application. */
export class RunningLoops implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly loops: readonly ServiceLoop[]) {}

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.start();
  }

  /** In order: who hands something on stops before who takes it. */
  async onModuleDestroy(): Promise<void> {
    for (const loop of this.loops) await loop.stop();
  }
}
