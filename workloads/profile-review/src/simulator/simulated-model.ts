import type { WireResponse } from '@kickoff/upstream/simulator';
import { z } from 'zod';

const Asked = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
});

/** What the simulator reads of the data that a model is given. */
const Data = z.object({
  user: z.object({ login: z.string() }),
  scores: z.object({ overall: z.number() }),
  repositories: z.array(z.object({ name: z.string() })),
});

const JSON_HEADERS = { 'content-type': 'application/json' };

/** A model behind OpenAI's chat completions that reviews every profile in the same words. Knows nothing of HTTP. */
export class SimulatedModel {
  /** What it was asked, latest last. */
  readonly asked: z.output<typeof Asked>[] = [];
  /** Whose profile it was last asked about. */
  reviewed = '';

  answer(body: unknown): WireResponse {
    const asked = Asked.safeParse(body);
    if (!asked.success)
      return {
        status: 400,
        headers: JSON_HEADERS,
        body: JSON.stringify({ error: { message: 'messages are missing', code: 'invalid_request' } }),
      };
    this.asked.push(asked.data);
    const { content } = asked.data.messages.at(-1)!;
    const { user, scores, repositories } = Data.parse(JSON.parse(content));
    this.reviewed = user.login;
    const review = {
      summary: `${user.login} scores ${scores.overall} of 100, says the simulated model.`,
      first_impression: 'A profile like a clean desk.',
      categories: {
        profile: 'There is one.',
        projects: 'There are some.',
        consistency: 'Now and then.',
        technical: 'It compiles.',
        community: 'Somebody watches.',
      },
      deal_breakers: [],
      top_projects_analysis: repositories.slice(0, 2).map(({ name }) => ({ name, assessment: 'Worth a look.' })),
      improvement_checklist: [{ priority: 'low', action: 'Go on.' }],
      strengths: ['It is there.'],
      recruiter_perspective: 'Would call.',
    };
    return completion(JSON.stringify(review), content.length);
  }
}

export function completion(content: string, promptLength: number, more: object = {}): WireResponse {
  const body = {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'simulated',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content, refusal: null }, ...more }],
    usage: {
      prompt_tokens: Math.ceil(promptLength / 4),
      completion_tokens: Math.ceil(content.length / 4),
      total_tokens: Math.ceil((promptLength + content.length) / 4),
    },
  };
  return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(body) };
}
