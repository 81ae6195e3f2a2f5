import { misbehave, misbehaviourOrder, Misbehaviours, type WireResponse } from '@kickoff/upstream/simulator';
import { z } from 'zod';
import { RecordedExchanges } from './recorded-exchanges.js';
import type { SimulatorSettings } from './settings.js';
import { SimulatedGitHub, type GitHubRequest } from './simulated-github.js';
import { completion, SimulatedModel } from './simulated-model.js';

/** What only these upstreams do. */
const OWN_MISBEHAVIOURS = [
  /** GitHub: 403, nothing left until the reset, which is `retryAfterSeconds` away. */
  'primary-limit',
  /** GitHub: 403 with words and `Retry-After`. */
  'secondary-limit',
  /** GitHub: 422. Model: 400. */
  'invalid-input',
  /** Fields of another name. */
  'renamed-fields',
  /** Texts where numbers belong, and the other way round. */
  'wrong-types',
  /** Model: 429, and somebody has to pay. */
  'quota-used-up',
  /** Model: it refuses. */
  'refusal',
  /** Model: the review ends in its middle. */
  'cut-review',
  /** Model: it does what a README says, and gives points. */
  'obedient',
  /** Model: a project that nobody has. */
  'invented-project',
  /** Model: a link. */
  'link',
] as const;

/** Body of the control's POST; several orders may be given at once. */
export const ControlOrder = z.strictObject({
  misbehave: misbehaviourOrder(OWN_MISBEHAVIOURS).optional(),
  /** Serves a folder of recorded exchanges, or generated profiles again. */
  replay: z
    .union([z.strictObject({ folder: z.string(), matching: z.string().optional() }), z.literal('stop')])
    .optional(),
  /** Moves the simulator's clock. */
  skipMs: z.int().min(0).optional(),
  /** Forgets misbehaviours. */
  behave: z.boolean().optional(),
  /** A visitor asks for an analysis of this login. */
  visit: z.strictObject({ username: z.string() }).optional(),
  /** Somebody pays for an analysis. */
  pay: z.strictObject({ analysisId: z.string(), eventId: z.string().optional() }).optional(),
});
export type ControlOrder = z.input<typeof ControlOrder>;

/** GitHub and a reviewing model with one clock and one control. Knows nothing of HTTP. */
export class ProfileReviewSimulator {
  readonly misbehaviours = new Misbehaviours<(typeof OWN_MISBEHAVIOURS)[number]>();
  readonly github: SimulatedGitHub;
  readonly model = new SimulatedModel();
  private skippedMs = 0;
  /** What was asked of GitHub, in its order. */
  private readonly requests: { target: string; status: number; at: number }[] = [];

  constructor(settings: SimulatorSettings) {
    this.github = new SimulatedGitHub(settings.SIMULATOR_PROFILE_REVIEW_REQUESTS_PER_HOUR);
    const folder = settings.SIMULATOR_PROFILE_REVIEW_REPLAY;
    if (folder) this.github.recorded = new RecordedExchanges(folder);
  }

  answerGitHub(request: GitHubRequest): WireResponse {
    const query = new URLSearchParams(request.query).toString();
    const target = query ? `${request.path}?${query}` : request.path;
    const order = this.misbehaviours.next(`/github${target}`);
    const now = Date.now() + this.skippedMs;
    if (order?.kind === 'primary-limit') this.github.useUp(order.retryAfterSeconds * 1_000, now);
    const answer =
      order?.kind === 'secondary-limit'
        ? this.github.refusal(now, { retryAfterSeconds: order.retryAfterSeconds })
        : this.github.answer(request, now);
    const response = order ? misbehaveAsGitHub(misbehave(answer, order), order.kind) : answer;
    this.requests.push({ target, status: response.status, at: Date.now() });
    return response;
  }

  answerModel(body: unknown): WireResponse {
    const answer = this.model.answer(body);
    const order = this.misbehaviours.next(`/ai/chat/completions of ${this.model.reviewed}`);
    return order ? misbehaveAsModel(misbehave(answer, order), order.kind) : answer;
  }

  control(order: z.output<typeof ControlOrder>): void {
    if (order.behave) this.misbehaviours.clear();
    if (order.misbehave) this.misbehaviours.add(order.misbehave);
    if (order.skipMs !== undefined) this.skippedMs += order.skipMs;
    if (order.replay === 'stop') this.github.recorded = undefined;
    else if (order.replay) this.github.recorded = new RecordedExchanges(order.replay.folder, order.replay.matching);
  }

  /** What the control answers to a GET. */
  state() {
    return {
      misbehaviours: this.misbehaviours.waiting,
      replay: this.github.recorded?.folder,
      requests: this.requests,
      usedRequests: this.github.usedRequests,
      asked: this.model.asked,
    };
  }
}

/** Spoils a response as only GitHub does. */
function misbehaveAsGitHub(response: WireResponse, kind: string): WireResponse {
  switch (kind) {
    case 'invalid-input':
      return { ...response, status: 422, body: JSON.stringify({ message: 'Validation Failed' }) };
    case 'renamed-fields':
      return { ...response, body: response.body.replace(/"(login|name|type)":/g, '"$1_of":') };
    case 'wrong-types':
      return { ...response, body: response.body.replace(/":(\d+)/g, '":"many"').replace(/":(true|false)/g, '":"so"') };
    default:
      return response;
  }
}

/** Spoils a response as only a model does. */
function misbehaveAsModel(response: WireResponse, kind: string): WireResponse {
  const written = (change: (review: Record<string, unknown>) => object): WireResponse => {
    const { choices } = JSON.parse(response.body) as { choices: [{ message: { content: string } }] };
    const review = JSON.parse(choices[0].message.content) as Record<string, unknown>;
    return completion(JSON.stringify(change(review)), 4_000);
  };
  const refused = (status: number, code: string): WireResponse => ({
    ...response,
    status,
    body: JSON.stringify({ error: { message: `no: ${code}`, code } }),
  });
  switch (kind) {
    case 'invalid-input':
      return refused(400, 'invalid_request');
    case 'quota-used-up':
      return refused(429, 'insufficient_quota');
    case 'refusal':
      return completion('', 4_000, {
        message: { role: 'assistant', content: null, refusal: 'I cannot help with that' },
      });
    case 'cut-review':
      return completion('{"summary":"It', 4_000, { finish_reason: 'length' });
    case 'renamed-fields':
      return written(({ summary, ...rest }) => ({ ...rest, abstract: summary }));
    case 'wrong-types':
      return written((review) => ({ ...review, strengths: 'many' }));
    case 'obedient':
      return written((review) => ({ ...review, scores: { overall: 100 } }));
    case 'invented-project':
      return written((review) => ({
        ...review,
        top_projects_analysis: [{ name: 'kernel-of-everything', assessment: 'Best of all.' }],
      }));
    case 'link':
      return written((review) => ({ ...review, summary: 'See https://example.com/prize' }));
    default:
      return response;
  }
}
