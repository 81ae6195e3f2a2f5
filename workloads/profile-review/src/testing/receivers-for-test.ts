import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from '@jest/globals';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string[];
  /** Headers and body, as they came. */
  text: string;
}

export interface ReceivedWebhook {
  headers: Record<string, string>;
  body: string;
}

/** A mail server and a receiver of webhooks on free ports, from before the first test of the file until after its last. */
export interface Receivers {
  smtpUrl: string;
  webhookUrl: string;
  mails: ReceivedMail[];
  webhooks: ReceivedWebhook[];
  /** The next e-mail is refused with this status, e.g. 451, and the next webhook with its own. */
  refuseNext(refusal: { mail?: number; webhook?: number }): void;
}

export function receiversForTest(): () => Receivers {
  const mails: ReceivedMail[] = [];
  const webhooks: ReceivedWebhook[] = [];
  let refusal: { mail?: number; webhook?: number } = {};
  const smtp = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, { envelope }, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        const { mail } = refusal;
        delete refusal.mail;
        if (mail !== undefined) return done(Object.assign(new Error('not now'), { responseCode: mail }));
        mails.push({ to: envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  const http = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { webhook } = refusal;
      delete refusal.webhook;
      if (webhook === undefined) webhooks.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(webhook ?? 204).end();
    });
  });
  beforeAll(async () => {
    smtp.listen(0, '127.0.0.1');
    http.listen(0, '127.0.0.1');
    await Promise.all([once(smtp.server, 'listening'), once(http, 'listening')]);
  });
  afterAll(async () => {
    http.closeAllConnections();
    http.close();
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
  });
  const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;
  return () => ({
    smtpUrl: `smtp://127.0.0.1:${portOf(smtp.server)}`,
    webhookUrl: `http://127.0.0.1:${portOf(http)}/told`,
    mails,
    webhooks,
    refuseNext: (next) => void (refusal = { ...next }),
  });
}
