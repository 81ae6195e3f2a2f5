import type { GitHubJob } from '../upstream/github-requests.js';
import { ConditionalResponses, type ConditionalResponse } from '../upstream/conditional-responses.js';

/** What was asked of a job, in words, and its metrics. */
export interface JobForTest extends GitHubJob {
  said: string[];
  metrics: Record<string, number>;
}

/** A job that writes down what is asked of it, for parts that need no platform. A deferred one throws. */
export function jobForTest(): JobForTest {
  const said: string[] = [];
  const metrics: Record<string, number> = {};
  return {
    said,
    metrics,
    signal: new AbortController().signal,
    log: { warn: (message) => void said.push(`warn ${message}`) },
    limit: (name) => ({
      take: () => Promise.resolve(),
      close: (until) => Promise.resolve(void said.push(`close ${name} until ${until.toISOString()}`)),
      learn: ({ 'x-ratelimit-remaining': left }) => Promise.resolve(void (metrics['left'] = Number(left))),
    }),
    metric: (name, value) => void (metrics[name] = (metrics[name] ?? 0) + value),
    deferUntil(time) {
      said.push(`defer until ${time.toISOString()}`);
      throw new Error('deferred');
    },
  };
}

export class ResponsesInMemory extends ConditionalResponses {
  private readonly all = new Map<string, ConditionalResponse>();

  find(request: string): Promise<ConditionalResponse | undefined> {
    return Promise.resolve(this.all.get(request));
  }

  store(request: string, response: ConditionalResponse): Promise<void> {
    this.all.set(request, response);
    return Promise.resolve();
  }
}
