import { z } from 'zod';
import { addressSetting, choiceSetting, durationSetting, wholeNumberSetting } from '@kickoff/nest';

const withoutSlash = (text: string) => text.replace(/\/+$/, '');
const price = (what: string) =>
  z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6})?$/, { error: 'must be a price in US dollars such as 0.15' })
    .default('0')
    .transform(Number)
    .meta({ description: `US dollars for a million tokens of ${what}, for the metric \`cost-usd\`.` });

/** As `Webhook` of Standard Webhooks takes it: base64, also after `whsec_`. */
const webhookSecret = () =>
  z.string().regex(/^(?:whsec_)?[A-Za-z0-9+/]{24,}={0,2}$/, {
    error: 'must be base64 of at least 18 bytes, whsec_ before it or not',
  });

/** The workload's environment. The only place that names it. */
export const profileReviewSettings = z.object({
  PROFILE_REVIEW_GITHUB_URL: addressSetting(['http', 'https'])
    .default('https://api.github.com')
    .transform(withoutSlash)
    .meta({ description: "Address of GitHub's REST API, or of a simulator." }),
  PROFILE_REVIEW_GITHUB_TOKEN: z.string().default('').meta({
    description: 'Token of a GitHub account or app; empty sends none, and GitHub allows 60 requests an hour.',
    secret: true,
  }),
  PROFILE_REVIEW_GITHUB_REQUESTS_PER_MINUTE: wholeNumberSetting({ min: 1, max: 100_000 })
    .default(600)
    .meta({ description: 'Most requests to GitHub of all pollers together in any minute; GitHub allows 900.' }),
  PROFILE_REVIEW_REQUEST_TIMEOUT: durationSetting()
    .default('20s')
    .meta({ description: 'Longest time for one request to GitHub, until its body is complete.' }),
  PROFILE_REVIEW_AI_URL: addressSetting(['http', 'https'])
    .default('https://api.openai.com/v1')
    .transform(withoutSlash)
    .meta({ description: 'Address of a service with the chat completions of OpenAI.' }),
  PROFILE_REVIEW_AI_KEY: z
    .string()
    .default('')
    .meta({ description: 'Its key; empty: profiles are reviewed by rules, and no service is asked.', secret: true }),
  PROFILE_REVIEW_AI_MODEL: z
    .string()
    .min(1)
    .default('gpt-4o-mini')
    .meta({ description: 'The model that writes reviews.' }),
  PROFILE_REVIEW_AI_TIMEOUT: durationSetting()
    .default('100s')
    .meta({ description: 'Longest time for one review; the job that asks has 120 s.' }),
  PROFILE_REVIEW_AI_REQUESTS_PER_MINUTE: wholeNumberSetting({ min: 1, max: 100_000 })
    .default(60)
    .meta({ description: 'Most reviews that are asked for by all pollers together in any minute.' }),
  PROFILE_REVIEW_AI_PROMPT_PRICE: price('what the model reads'),
  PROFILE_REVIEW_AI_COMPLETION_PRICE: price('what the model writes'),
  PROFILE_REVIEW_REQUESTS_PER_HOUR: wholeNumberSetting({ min: 1, max: 1_000_000 })
    .default(5)
    .meta({ description: 'Most analyses that one address may ask for in an hour.' }),
  PROFILE_REVIEW_REQUESTS_PER_DAY: wholeNumberSetting({ min: 1, max: 1_000_000 })
    .default(20)
    .meta({ description: 'Most analyses that one address may ask for in 24 hours.' }),
  PROFILE_REVIEW_SMTP_URL: addressSetting(['smtp', 'smtps']).optional().meta({
    description: 'Server for e-mails, such as smtp://user:password@host:587; without it none are sent.',
    secret: true,
  }),
  PROFILE_REVIEW_MAIL_FROM: z
    .string()
    .min(3)
    .default('Profile review <profile-review@localhost>')
    .meta({ description: 'Sender of e-mails.' }),
  PROFILE_REVIEW_ADMINISTRATOR: z
    .email({ error: 'must be an e-mail address' })
    .optional()
    .meta({ description: 'E-mail address that is told of analyses that failed.' }),
  PROFILE_REVIEW_WEBHOOK_SECRET: webhookSecret().optional().meta({
    description:
      'Secret that webhooks to requesters are signed with, as Standard Webhooks say; without it they are not signed.',
    secret: true,
  }),
  PROFILE_REVIEW_WEBHOOK_TARGETS: choiceSetting(['public', 'any'])
    .default('public')
    .meta({ description: '`any` also lets requesters name addresses of private networks for their webhooks.' }),
  PROFILE_REVIEW_PAYMENT_SECRET: webhookSecret().optional().meta({
    description: 'Secret that the payment service signs its webhooks with; without it they are refused.',
    secret: true,
  }),
  PROFILE_REVIEW_LIVE_TOKEN_SECRET: z.string().min(32, { error: 'must have at least 32 characters' }).optional().meta({
    description:
      "The gateway's KICKOFF_LIVE_TOKEN_SECRET: with it whoever asks for an analysis gets a token for its channel.",
    secret: true,
  }),
  PROFILE_REVIEW_SCHEDULES: choiceSetting(['on', 'off'])
    .default('on')
    .meta({ description: '`off` declares the schedules disabled.' }),
});
export type ProfileReviewSettings = z.output<typeof profileReviewSettings>;
