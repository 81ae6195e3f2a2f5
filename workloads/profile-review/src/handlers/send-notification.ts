import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { sendNotification } from '../contracts/send-notification.js';
import { Notifier } from '../notifying/notifier.js';

type Input = ParsedOf<(typeof sendNotification)['input']>;

@Injectable()
@Handles(sendNotification)
export class SendNotification implements JobHandler<typeof sendNotification> {
  constructor(@Inject(Notifier) private readonly notifier: Notifier) {}

  async run(notification: Input, job: JobContext) {
    return { sent: await this.notifier.send(notification, job) };
  }
}
