/** A process of its own that takes from a limit as fast as it is let, and tells when each use began. For tests. */
import { once } from 'node:events';
import { connect } from '@nats-io/transport-node';
import { LimitDefinition } from '@kickoff/contracts';
import { LimitClient } from '../limit-client.js';

const [url, definitionText] = process.argv.slice(2) as [string, string];
const definition = LimitDefinition.parse(JSON.parse(definitionText));
const connection = await connect({ servers: url });
const client = new LimitClient({ connection, workload: 'demo', clock: Date });
const told = once(process, 'message');
process.send!('ready');
const [until] = (await told) as [number];
const uses: number[] = [];
while (Date.now() < until) {
  try {
    await client.take(definition);
    uses.push(performance.timeOrigin + performance.now());
  } catch {
    // Deferred: asks again.
  }
}
process.send!(uses);
client.close();
await connection.close();
