/** A scheduler process that only turns ticks into jobs, for tests that kill it. */
import { Broker, JobClient } from '@kickoff/jobs';
import { RuleWriter } from '../rule-writer.js';
import { TickConsumer } from '../tick-consumer.js';
import { demo } from './demo-schedules.js';

const broker = await Broker.connect({ servers: process.argv[2]!, name: 'tick-process' });
const consumer = new TickConsumer({
  broker,
  client: new JobClient<never>(broker),
  contracts: demo.contracts,
  rules: new RuleWriter(broker),
  onTick: (id, tickMs) => process.send?.({ id, tickMs }),
});
consumer.start();
process.send?.('started');
