import { createTransport } from 'nodemailer';
import type { Notice, SendNotice } from '@kickoff/database';

export interface MailOptions {
  /** `smtp://user:password@host:port` or `smtps://…`; undefined: there is no server, and mails are given up in time. */
  url: string | undefined;
  from: string;
}

const TIMEOUT_MS = 10_000;

/** Sends notices by e-mail. The message id follows from the notice, so that one that comes twice is one to mail programs. */
export function mailSender({ url, from }: MailOptions): SendNotice {
  if (url === undefined) return () => Promise.reject(new Error('KICKOFF_ALERT_SMTP_URL is not set at the recorder'));
  const transport = createTransport(url, {
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  } as object);
  return async (notice, { target }) => {
    await transport.sendMail({
      from,
      to: target,
      subject: `[${notice.event === 'firing' ? notice.severity : 'resolved'}] ${notice.rule}: ${notice.subject}`,
      text: textOf(notice),
      messageId: `<${notice.id}@kickoff>`,
    });
  };
}

function textOf({ event, message, rule, subject, severity, firedAt, resolvedAt, alert }: Notice): string {
  return [
    event === 'firing' ? message : `No longer: ${message}`,
    '',
    `rule      ${rule}`,
    `subject   ${subject}`,
    `severity  ${severity}`,
    `since     ${firedAt}`,
    ...(resolvedAt === null ? [] : [`until     ${resolvedAt}`]),
    `alert     ${alert}`,
  ].join('\n');
}
