import { createTransport, type Transporter } from 'nodemailer';

export interface MailSenderOptions {
  /** `smtp://user:password@host:port` or `smtps://…`; undefined: no e-mails are sent. */
  url: string | undefined;
  from: string;
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The same for every attempt, so that one that comes twice is one to mail programs. */
  id: string;
}

const TIMEOUT_MS = 10_000;

/** Sends e-mails in plain text. */
export class MailSender {
  private readonly transport: Transporter | undefined;

  constructor(private readonly options: MailSenderOptions) {
    const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
    if (options.url !== undefined) this.transport = createTransport(options.url, timeouts as object);
  }

  /** Nest calls it when the last job has ended. */
  onApplicationShutdown(): void {
    this.transport?.close();
  }

  /** False without a server. @throws Error when the server does not take it */
  async send({ to, subject, text, id }: Mail): Promise<boolean> {
    if (!this.transport) return false;
    // An address that is one: no list of them, and no name that could hold another header.
    await this.transport.sendMail({
      from: this.options.from,
      to: { name: '', address: to },
      subject,
      text,
      messageId: `<${id}@kickoff-profile-review>`,
    });
    return true;
  }
}
