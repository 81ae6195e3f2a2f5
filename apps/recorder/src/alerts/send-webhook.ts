import type { SendNotice } from '@kickoff/database';
import { signWebhook } from './sign-webhook.js';

const TIMEOUT_MS = 10_000;

/** POSTs a notice as JSON. Any status from 200 to 299 means that it arrived; redirects are not followed. */
export const sendWebhook: SendNotice = async (notice, { target, secret }) => {
  const body = JSON.stringify(notice);
  const response = await fetch(target, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Kickoff',
      'Kickoff-Notice': notice.id,
      ...(secret === null ? {} : { 'Kickoff-Signature': signWebhook(body, secret, Date.now()) }),
    },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the receiver answered ${response.status}`);
};
