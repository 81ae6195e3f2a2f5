/** A process of its own that takes from a limit as fast as it is let, and prints when each use began. For tests. */
import { connect } from '@nats-io/transport-node';
import { LimitDefinition } from '@kickoff/contracts';
import { LimitClient } from '../limit-client.js';

const [url, definitionText, untilText] = process.argv.slice(2) as [string, string, string];
const definition = LimitDefinition.parse(JSON.parse(definitionText));
const connection = await connect({ servers: url });
const client = new LimitClient({ connection, workload: 'demo', clock: Date });
const uses: number[] = [];
while (Date.now() < Number(untilText)) {
  try {
    await client.take(definition);
    uses.push(performance.timeOrigin + performance.now());
  } catch {
    // Deferred: asks again.
  }
}
process.stdout.write(JSON.stringify(uses));
await connection.close();
