import { once } from 'node:events';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { greetings, greetPerson } from './greet-person.js';
import { greeter } from './greeter.js';

const [servers = 'nats://127.0.0.1:4222'] = process.argv.slice(2);

// Once per installation: the stream of the workload. For a deployed workload the migrate command does this.
const broker = await Broker.connect({ servers, name: 'prepare-greetings' });
await applyTopology(broker, [greetings]);
await broker.close();

const worker = greeter(servers);
await worker.start();
const finished = once(worker, 'finished');

const jobs = await JobClient.connect({ servers });
const { id } = await jobs.enqueue(greetPerson, { name: 'Ada' });
process.stdout.write(`enqueued ${id}\n`);

const [{ state }] = (await finished) as [{ state: string }];
process.stdout.write(`${state}\n`);

await jobs.close();
await worker.stop();
