import type { UpstreamJob, UpstreamLimit } from '@kickoff/upstream';

/** What asking the sports' APIs needs of the job whose handler asks; `JobContext` of `@kickoff/jobs` has it all. */
export interface SportsJob extends UpstreamJob {
  limit(name: string): UpstreamLimit & {
    observe(left: { dayRemaining: number; dayLimit: number }): Promise<void> | void;
    status(): Promise<{ closedUntil?: number; dayRemaining?: number; dayLimit?: number; reason?: string }>;
  };
  annotate(key: string, value: unknown): void;
  broadcast(channel: string, type: string, data: unknown, options?: { document?: unknown }): Promise<void>;
}
