import OpenAI from 'openai';
import {
  askForJob,
  assertSucceeded,
  checked,
  jsonBody,
  UpstreamClient,
  UpstreamKeyRejected,
  UpstreamNotJson,
  UpstreamRefused,
  UpstreamSchemaInvalid,
  withFetch,
  type UpstreamJob,
  type UpstreamResponse,
} from '@kickoff/upstream';
import { z } from 'zod';
import type { Scores } from '../contracts/scores.js';
import { REVIEW_LIMIT } from '../limits.js';
import type { ProfileData } from '../profile/profile-data.js';
import { REVIEW_SCHEMA, reviewPrompt } from './review-prompt.js';
import { ReviewText } from './review.js';
import { Reviewer } from './reviewer.js';

export interface ModelReviewerOptions {
  address: string;
  key: string;
  model: string;
  timeoutMs: number;
  /** US dollars for a million tokens. */
  prices: { prompt: number; completion: number };
}

const NAME = { upstream: 'reviewer', request: 'POST /chat/completions' };
const MILLION = 1_000_000;

/** What is read of a chat completion. */
const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) }).nullish(),
});
type Completion = z.output<typeof Completion>;

const Refusal = z.object({ error: z.object({ code: z.string().nullish(), message: z.string().nullish() }) });

/**
 * Has a model write reviews, by any service with OpenAI's chat completions. What the model writes is checked like any
 * answer from outside. Counts the metrics `prompt-tokens`, `completion-tokens` and `cost-usd`, also of answers that are refused.
 */
export class ModelReviewer extends Reviewer {
  readonly name: string;
  private readonly client: UpstreamClient;

  constructor(private readonly options: ModelReviewerOptions) {
    super();
    const { address, model, timeoutMs } = options;
    this.name = model;
    this.client = new UpstreamClient({ name: NAME.upstream, address, timeoutMs });
  }

  /** Nest calls it when the last job has ended. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  close(): Promise<void> {
    return this.client.close();
  }

  async review(profile: ProfileData, scores: Scores, job: UpstreamJob): Promise<ReviewText> {
    const { address, key, model, timeoutMs } = this.options;
    const completion = await askForJob(job, REVIEW_LIMIT, (signal) =>
      withFetch(
        this.client,
        async (fetch) => {
          // Our client watches the time, and the job's contract decides about retries.
          const openai = new OpenAI({ apiKey: key, baseURL: address, fetch, maxRetries: 0, timeout: 2 * timeoutMs });
          const answer = await openai.chat.completions.create(
            {
              model,
              messages: reviewPrompt(profile, scores),
              response_format: {
                type: 'json_schema',
                json_schema: { name: 'review', strict: true, schema: REVIEW_SCHEMA },
              },
            },
            { signal },
          );
          return checked(NAME, answer, Completion);
        },
        checkService,
      ),
    );
    this.count(completion, job);
    return reviewIn(completion, profile);
  }

  private count({ usage }: Completion, job: UpstreamJob): void {
    if (!usage) return;
    const { prompt, completion } = this.options.prices;
    job.metric('prompt-tokens', usage.prompt_tokens);
    job.metric('completion-tokens', usage.completion_tokens);
    job.metric('cost-usd', (usage.prompt_tokens * prompt + usage.completion_tokens * completion) / MILLION);
  }
}

/** @throws UpstreamError */
function checkService(response: UpstreamResponse): void {
  const { status } = response;
  if (status >= 400 && status < 500) {
    const { code, message } = errorIn(response);
    // Somebody has to pay: waiting does not mend it, as it does after too many requests.
    if (code === 'insufficient_quota')
      throw new UpstreamKeyRejected(response, `status ${status}: ${message ?? 'the quota is used up'}`);
    if (status === 400 || status === 422)
      throw new UpstreamRefused(response, `status ${status}: ${message ?? 'the request is invalid'}`);
  }
  assertSucceeded(response);
  jsonBody(response, Completion);
}

function errorIn({ text }: UpstreamResponse): {
  code?: string | null | undefined;
  message?: string | null | undefined;
} {
  try {
    return Refusal.parse(JSON.parse(text)).error;
  } catch {
    return {};
  }
}

/** @throws UpstreamRefused, UpstreamNotJson, UpstreamSchemaInvalid */
function reviewIn({ choices }: Completion, profile: ProfileData): ReviewText {
  const { finish_reason, message } = choices[0]!;
  if (message.refusal) throw new UpstreamRefused(NAME, `the model refuses: ${message.refusal.slice(0, 200)}`);
  if (finish_reason === 'length') throw invalid('finish_reason', 'is length: the review is cut off');
  const review = checked(NAME, parsed(message.content ?? ''), ReviewText);
  const known = new Set(profile.repositories.map(({ name }) => name));
  const unknown = review.top_projects_analysis.findIndex(({ name }) => !known.has(name));
  if (unknown >= 0) throw invalid(`top_projects_analysis.${unknown}.name`, 'is no project of the profile');
  if (/\b(?:https?|javascript|data):|<\w/i.test(JSON.stringify(review)))
    throw invalid('', 'holds a link or markup, which a review has none of');
  return review;
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch (error) {
    throw new UpstreamNotJson(NAME, 'the model wrote no JSON', { cause: error });
  }
}

function invalid(path: string, message: string): UpstreamSchemaInvalid {
  return new UpstreamSchemaInvalid(NAME, [{ path, message }]);
}
