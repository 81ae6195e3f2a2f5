import { describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { assertEnqueued, drain, FakeClock, runInline } from '@kickoff/jobs/testing';
import { handlers, orders, placeOrder, placeOrderHandler, remindCustomer } from './orders.js';

describe('place-order, without any server', () => {
  it('reminds of the order a day later', async () => {
    const clock = new FakeClock(new Date('2030-06-01T12:00:00Z'));
    const result = await runInline(placeOrder, placeOrderHandler, { order: 'A-1' }, { clock });
    expect(result).toMatchObject({ state: 'succeeded', logs: [{ message: 'taken in' }] });
    const runAt = new Date('2030-06-02T12:00:00Z');
    assertEnqueued(result.enqueued, remindCustomer, { input: { order: 'A-1' }, runAt, times: 1 });
  });
});

describe('the queue of orders, on a real server', () => {
  const nats = natsForTest();

  it('runs an order and its reminder', async () => {
    const connection = { servers: nats().url, name: 'test' };
    const broker = await Broker.connect(connection);
    await applyTopology(broker, [orders]);
    await new JobClient(broker).enqueue(placeOrder, { order: 'A-1' });
    const ended = await drain({ broker, connection, workload: orders, queues: [{ name: 'orders' }], handlers });
    expect(ended.map(({ type, state }) => [type, state])).toEqual([
      ['orders.place-order', 'succeeded'],
      ['orders.remind-customer', 'succeeded'],
    ]);
    await broker.close();
  });
});
