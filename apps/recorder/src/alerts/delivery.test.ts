import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Notice } from '@kickoff/database';
import { SMTPServer } from 'smtp-server';
import { mailSender } from './mail-sender.js';
import { sendWebhook } from './send-webhook.js';

const notice: Notice = {
  id: '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a',
  event: 'firing',
  alert: '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6b',
  rule: 'waiting-long',
  subject: 'demo/work',
  severity: 'warning',
  message: 'a job of demo/work has waited 95 s',
  value: 95_000,
  firedAt: '2026-11-28T12:00:00.000Z',
  resolvedAt: null,
};
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function httpReceiver(status = 200) {
  const got: { headers: Record<string, unknown>; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(status, { Location: 'http://127.0.0.1:1/' }).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return { got, target: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts` };
}

async function mailReceiver() {
  const mails: { from: string; to: string[]; text: string }[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { mails, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` };
}

describe('a webhook', () => {
  it('gets the notice, signed', async () => {
    const { got, target } = await httpReceiver();
    await sendWebhook(notice, { kind: 'webhook', target, secret: 'ks_secret' });
    const [{ headers, body }] = got as [(typeof got)[0]];
    expect(JSON.parse(body)).toEqual(notice);
    expect(headers['kickoff-notice']).toBe(notice.id);
    const [, time, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['kickoff-signature']))!;
    expect(createHmac('sha256', 'ks_secret').update(`${time}.${body}`).digest('hex')).toBe(signature);
  });

  it.each([302, 404, 500])('that answers %d has not got it', async (status) => {
    const { target } = await httpReceiver(status);
    await expect(sendWebhook(notice, { kind: 'webhook', target, secret: null })).rejects.toThrow(
      `the receiver answered ${status}`,
    );
  });
});

describe('an e-mail', () => {
  it('says what fires, and what no longer does', async () => {
    const { mails, url } = await mailReceiver();
    const send = mailSender({ url, from: 'Kickoff <kickoff@example.com>' });
    await send(notice, { kind: 'email', target: 'desk@example.com', secret: null });
    await send({ ...notice, event: 'resolved' }, { kind: 'email', target: 'desk@example.com', secret: null });
    expect(mails).toMatchObject([
      { from: 'kickoff@example.com', to: ['desk@example.com'] },
      { text: expect.stringContaining('Subject: [resolved] waiting-long: demo/work') },
    ]);
    expect(mails[0]!.text).toContain('Subject: [warning] waiting-long: demo/work');
    expect(mails[0]!.text).toContain('a job of demo/work has waited 95 s');
    expect(mails[0]!.text).toContain(`Message-ID: <${notice.id}@kickoff>`);
  });

  it('is refused without a server, and fails with one that is not there', async () => {
    const to = { kind: 'email', target: 'desk@example.com', secret: null } as const;
    await expect(mailSender({ url: undefined, from: 'a@b' })(notice, to)).rejects.toThrow('KICKOFF_ALERT_SMTP_URL');
    await expect(mailSender({ url: 'smtp://127.0.0.1:1', from: 'a@b' })(notice, to)).rejects.toThrow('ECONNREFUSED');
  });
});
