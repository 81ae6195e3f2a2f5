import { handle, Worker } from '@kickoff/jobs';
import { greetings, greetPerson } from './greet-person.js';

/** Runs jobs of the queue `greeting`, five at a time. */
export function greeter(servers: string): Worker {
  return new Worker({
    connection: { servers, name: 'greeter' },
    workload: greetings,
    queues: [{ name: 'greeting', slots: 5 }],
    handlers: [
      handle(greetPerson, ({ name }, job) => {
        job.log.info('greeting', { name, attempt: job.attempt });
        return { greeting: `Hello, ${name}!` };
      }),
    ],
    onLog: ({ message, fields }) => process.stdout.write(`${message} ${JSON.stringify(fields)}\n`),
  });
}
