import { createHmac } from 'node:crypto';

/**
 * Value of `Kickoff-Signature`: `t=<seconds since the epoch>,v1=<hex HMAC-SHA256 of "<t>.<body>">`. The time is signed, too, so
 * that a receiver can refuse what is old.
 */
export function signWebhook(body: string, secret: string, nowMs: number): string {
  const time = Math.floor(nowMs / 1_000);
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
}
