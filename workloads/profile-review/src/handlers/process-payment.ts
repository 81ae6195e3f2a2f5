import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { analysisChannel, CHANNEL_MESSAGES } from '../analysis/analysis-message.js';
import { processPayment } from '../contracts/process-payment.js';
import { AnalysisStore } from '../store/analysis-store.js';
import { PaymentStore } from '../store/payment-store.js';

type Input = ParsedOf<(typeof processPayment)['input']>;

@Injectable()
@Handles(processPayment)
export class ProcessPayment implements JobHandler<typeof processPayment> {
  constructor(
    @Inject(AnalysisStore) private readonly analyses: AnalysisStore,
    @Inject(PaymentStore) private readonly payments: PaymentStore,
  ) {}

  async run({ eventId, analysisId }: Input, job: JobContext<EntityManager>) {
    await job.transaction(async (manager) => {
      const document = await this.analyses.pay(manager, analysisId);
      await this.payments.noteProcessed(manager, eventId);
      await job.in(manager).broadcast(analysisChannel(analysisId), CHANNEL_MESSAGES.paid, document, { document });
    });
    return { analysisId, isPaid: true as const };
  }
}
