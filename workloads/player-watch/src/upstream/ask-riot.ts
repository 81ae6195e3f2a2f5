import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { JobContext } from '@kickoff/jobs';
import { assertSucceeded, heedUpstream, jsonBody, type UpstreamResponse } from '@kickoff/upstream';
import { APP_LIMIT, METHOD_LIMIT } from '../limits.js';
import { RiotApi } from './riot-api.js';
import type { RiotRequest } from './riot-requests.js';
import { statedWindows } from './stated-windows.js';

type RiotJob = Pick<JobContext, 'signal' | 'log' | 'limit' | 'metric' | 'deferUntil'>;

/**
 * Asks Riot on behalf of jobs. Every request waits for its turn at the limits of its method and of the application, which all
 * pollers share by platform or region; the windows are those that Riot's answers state.
 */
@Injectable()
export class AskRiot {
  /** What this process has told the limiter, by limit and key. */
  private readonly told = new Map<string, string>();

  constructor(@Inject(RiotApi) private readonly api: RiotApi) {}

  /** Counts the metric `api_requests_made`. @throws UpstreamError */
  async ask<S extends z.ZodType>(request: RiotRequest<S>, job: RiotJob): Promise<z.output<S>> {
    const { routing, method, schema } = request;
    const methodKey = `${routing}-${method}`;
    await job.limit(METHOD_LIMIT).take({ key: methodKey });
    await job.limit(APP_LIMIT).take({ key: routing });
    job.metric('api_requests_made', 1);
    const response = await this.api.ask(request, job.signal);
    await this.learn(job, APP_LIMIT, routing, response.header('x-app-rate-limit'));
    await this.learn(job, METHOD_LIMIT, methodKey, response.header('x-method-rate-limit'));
    try {
      assertSucceeded(response);
    } catch (error) {
      return isOfApplication(response)
        ? heedUpstream(error, job, APP_LIMIT, { key: routing })
        : heedUpstream(error, job, METHOD_LIMIT, { key: methodKey });
    }
    return jsonBody(response, schema);
  }

  private async learn(job: RiotJob, limit: string, key: string, stated: string | undefined): Promise<void> {
    const windows = statedWindows(stated);
    if (!windows || this.told.get(`${limit} ${key}`) === stated) return;
    await job.limit(limit).adopt(windows, { key });
    this.told.set(`${limit} ${key}`, stated!);
  }
}

/** A 429 says whose limit it is: of the application, of the method, or of the service behind the method. */
function isOfApplication(response: UpstreamResponse): boolean {
  return response.header('x-rate-limit-type')?.toLowerCase() === 'application';
}
