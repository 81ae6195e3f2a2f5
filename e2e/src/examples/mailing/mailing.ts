import { defineJob, defineWorkload, RetryAfter } from '@kickoff/contracts';
import { handle, Worker } from '@kickoff/jobs';
import { z } from 'zod';

export const sendLetter = defineJob({
  type: 'mailing.send-letter',
  summary: 'Sends one letter of a customer.',
  queue: 'outgoing',
  input: z.object({ customer: z.string(), letter: z.string() }),
  unique: { by: ({ letter }) => letter },
  // What the mail provider allows all of us: both windows hold.
  rateLimit: [
    { name: 'provider', limit: 50, per: '1s' },
    { name: 'provider', limit: 10_000, per: 'utc-day' },
  ],
  // A customer with many letters leaves room for the others.
  concurrency: [{ name: 'per-customer', limit: 2, by: ({ customer }) => customer }],
});

export const mailing = defineWorkload({
  name: 'mailing',
  summary: 'Letters to customers.',
  contracts: [sendLetter],
  queues: { outgoing: { service: 'external' } },
});

export function mailer(servers: string, post: (letter: string) => Promise<Response>): Worker {
  const send = handle(sendLetter, async ({ letter }, job) => {
    const response = await post(letter);
    const provider = job.limit('provider');
    // Where the provider says when to come back, no worker starts another one until then.
    const { closedForMs } = await provider.learn(response.headers);
    if (response.status !== 429) return;
    const waitMs = closedForMs ?? 60_000;
    if (closedForMs === undefined) await provider.close(new Date(Date.now() + waitMs), '429 from the provider');
    throw new RetryAfter('the provider answered 429', waitMs);
  });
  return new Worker({
    connection: { servers, name: 'mailer', waitForServer: true },
    workload: mailing,
    queues: [{ name: 'outgoing', slots: 20 }],
    handlers: [send],
  });
}
