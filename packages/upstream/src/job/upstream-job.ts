/** What asking an upstream needs of the job whose handler asks; a `JobContext` has it all. */
export interface UpstreamJob {
  readonly signal: AbortSignal;
  readonly log: { warn(message: string, fields?: Record<string, unknown>): void };
  limit(name: string): UpstreamLimit;
  metric(name: string, value: number): void;
  deferUntil(time: Date, why: string): never;
}

export interface UpstreamLimit {
  take(options?: { cost?: number; reserve?: number; key?: string }): Promise<unknown>;
  close(until: Date, reason: string, options?: { key?: string }): Promise<void>;
}
