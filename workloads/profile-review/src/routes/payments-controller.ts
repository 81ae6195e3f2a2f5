import { Body, Controller, Headers, HttpCode, Inject, Post, Req, type RawBodyRequest } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';
import { JobClient } from '@kickoff/jobs';
import { z } from 'zod';
import { processPayment } from '../contracts/process-payment.js';
import { PaymentWebhooks } from '../payments/payment-webhooks.js';
import { PaymentStore } from '../store/payment-store.js';
import { parseBody } from './parse-body.js';

const PAID = 'payment.succeeded';

const PaymentEvent = z.object({ type: z.string() });
const Payment = z.object({
  data: z.object({
    analysis_id: z.uuid(),
    amount: z.number().min(0).nullish(),
    currency: z.string().max(10).nullish(),
  }),
});

/** What became of an event: a repeated one and one of another type change nothing. */
type Received = { outcome: 'accepted' | 'repeated' | 'ignored' };

/** Webhooks of the payment service, signed as Standard Webhooks say. */
@Controller('payments')
export class PaymentsController {
  constructor(
    @Inject(PaymentWebhooks) private readonly webhooks: PaymentWebhooks,
    @Inject(PaymentStore) private readonly payments: PaymentStore,
    @Inject(Database) private readonly database: Database,
    @Inject(JobClient) private readonly jobs: JobClient<EntityManager>,
  ) {}

  @Post('webhook')
  @HttpCode(202)
  async receive(
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Headers() headers: Record<string, unknown>,
    @Body() body: unknown,
  ): Promise<Received> {
    const eventId = this.webhooks.verify(request.rawBody, headers);
    if (parseBody(PaymentEvent, body).type !== PAID) return { outcome: 'ignored' };
    const { data } = parseBody(Payment, body);
    const analysisId = data.analysis_id;
    const event = { eventId, analysisId, amount: data.amount ?? null, currency: data.currency ?? null };
    return this.database.transaction(async (manager) => {
      if (!(await this.payments.add(manager, event))) return { outcome: 'repeated' };
      await this.jobs.in(manager).enqueue(processPayment, { eventId, analysisId });
      return { outcome: 'accepted' };
    });
  }
}
