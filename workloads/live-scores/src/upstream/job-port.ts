/** What asking an upstream needs of the job whose handler asks; `JobContext` of `@kickoff/nest` has it all. */
export interface UpstreamJob {
  readonly signal: AbortSignal;
  readonly log: { warn(message: string, fields?: Record<string, unknown>): void };
  limit(name: string): {
    take(options?: { cost?: number; reserve?: number }): Promise<unknown>;
    close(until: Date, reason: string): Promise<void>;
    observe(left: { dayRemaining: number; dayLimit: number }): Promise<void> | void;
    status(): Promise<{ closedUntil?: number; dayRemaining?: number; dayLimit?: number; reason?: string }>;
  };
  metric(name: string, value: number): void;
  annotate(key: string, value: unknown): void;
  broadcast(channel: string, type: string, data: unknown, options?: { document?: unknown }): Promise<void>;
  deferUntil(time: Date, why: string): never;
}
