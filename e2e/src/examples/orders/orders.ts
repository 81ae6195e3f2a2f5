import { defineJob, defineWorkload } from '@kickoff/contracts';
import { handle, type JobHandler } from '@kickoff/jobs';
import { z } from 'zod';

export const placeOrder = defineJob({
  type: 'orders.place-order',
  summary: 'Takes an order in, and reminds of it a day later.',
  queue: 'orders',
  input: z.object({ order: z.string() }),
  timeout: '10s',
});

export const remindCustomer = defineJob({
  type: 'orders.remind-customer',
  summary: 'Reminds a customer of an order.',
  queue: 'orders',
  input: z.object({ order: z.string() }),
});

export const orders = defineWorkload({
  name: 'orders',
  summary: 'An example for tests.',
  contracts: [placeOrder, remindCustomer],
  queues: { orders: { service: 'external' } },
});

export const placeOrderHandler: JobHandler<typeof placeOrder> = {
  async run({ order }, job) {
    job.log.info('taken in', { order });
    await job.enqueue(remindCustomer, { order }, { delay: '1d' });
  },
};

export const handlers = [
  handle(placeOrder, (input, job) => placeOrderHandler.run(input, job)),
  handle(remindCustomer, ({ order }, job) => job.log.info('reminded', { order })),
];
