import { Broker, JobClient } from '@kickoff/jobs';
import { createDataSource } from '../../connection/data-source.js';
import { OperationWorker } from '../operation-worker.js';

/** A process that does operations, to be killed. */

const [, , natsUrl, databaseUrl] = process.argv as [string, string, string, string];
const dataSource = await createDataSource({ url: databaseUrl, name: 'operating' }).initialize();
const connection = { servers: natsUrl, name: 'operating' };
const broker = await Broker.connect(connection);
new OperationWorker({ dataSource, client: new JobClient(broker), connection }).start();
process.send!('working');
