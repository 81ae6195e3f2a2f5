import { allSubjects } from '@kickoff/contracts';
import { applyTopology, Broker, BucketWriter, handle, JobClient, Limiter, Worker, type Enqueued } from '@kickoff/jobs';
import { greetings, greetSomeone } from './greetings.js';

/**
 * A whole installation in one process, for a test: what the migrate command and the scheduler service do, a client and a
 * worker. Argument: `{ url, prefix }`. Does what it is ordered to and tells what happens.
 */

export type Order =
  { do: 'enqueue'; id: string; name: string } | { do: 'cancel'; id: string } | { do: 'end'; id: string };

export type News =
  | { what: 'ready' }
  | { what: 'enqueued'; id: string; duplicate: boolean }
  | { what: 'began'; id: string }
  | { what: 'finished'; id: string; state: string }
  | { what: 'heard'; from: string };

const { url, prefix } = JSON.parse(process.argv[2]!) as { url: string; prefix: string | undefined };
const connection = { servers: url, name: 'installation', prefix };
const tell = (news: News): void => void process.send!(news);

const broker = await Broker.connect(connection);
await applyTopology(broker, [greetings]);
new BucketWriter({ broker, everyMs: 50 }).start();
new Limiter({ broker }).start();
broker.connection.subscribe(allSubjects('broadcast'), {
  callback: (_, message) => tell({ what: 'heard', from: message.json<{ data: string }>().data }),
});
await broker.connection.flush();

const enqueued = new Map<string, Enqueued>();
const ends = new Map<string, () => void>();
const worker = new Worker({
  connection,
  workload: greetings,
  queues: [{ name: 'work', slots: 5 }],
  abortGraceMs: 200,
  handlers: [
    handle(greetSomeone, async (_, job) => {
      await job.broadcast('greetings/everybody', 'greeting', prefix ?? 'nobody');
      tell({ what: 'began', id: job.id });
      await new Promise<void>((resolve, reject) => {
        ends.set(job.id, resolve);
        job.signal.addEventListener('abort', () => reject(job.signal.reason as Error));
      });
    }),
  ],
});
worker.on('finished', ({ id, state }) => tell({ what: 'finished', id, state }));
await worker.start();

const jobs = await JobClient.connect(connection);
async function obey(order: Order): Promise<void> {
  switch (order.do) {
    case 'enqueue': {
      const job = await jobs.enqueue(greetSomeone, { name: order.name }, { id: order.id });
      enqueued.set(order.id, job);
      tell({ what: 'enqueued', id: job.id, duplicate: job.duplicate });
      return;
    }
    case 'cancel':
      await jobs.cancel(enqueued.get(order.id)!);
      return;
    case 'end':
      ends.get(order.id)?.();
  }
}
process.on('message', (order: Order) => void obey(order));
tell({ what: 'ready' });
