import { connect } from '@nats-io/transport-node';
import { createDataSource } from '../connection/data-source.js';
import { TypeOrmTransactions } from '../transactions/typeorm-transactions.js';

/**
 * Test support, run as a process of its own: stores a match and a message in one job transaction, then hangs before or
 * after the commit until it is killed. Arguments: addresses of database and broker, job id, subject, `before` or `after`.
 */
const [url, servers, jobId, subject, moment] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  'before' | 'after',
];

const dataSource = await createDataSource({ url, name: 'store-then-hang' }).initialize();
const transactions = new TypeOrmTransactions(dataSource, await connect({ servers }));
await transactions.once({ id: jobId, type: 'live-scores.process-match' }, async (manager) => {
  await manager.query('INSERT INTO matches (job_id) VALUES ($1)', [jobId]);
  await transactions.store(manager, [{ subject, headers: { 'Nats-Msg-Id': jobId }, body: '{}' }], jobId);
  if (moment === 'before') await hang();
});
await hang();

async function hang(): Promise<void> {
  process.stdout.write('hanging\n');
  await new Promise((resolve) => setTimeout(resolve, 600_000));
}
