/** A replica of the limiter in a process of its own, for tests that kill it. Argument: `{ url }`. */
import { Broker } from '../../broker/broker.js';
import { Limiter } from '../limiter.js';

const { url } = JSON.parse(process.argv[2]!) as { url: string };
new Limiter({ broker: await Broker.connect({ servers: url, name: 'limiter', waitForServer: true }) }).start();
process.send?.('started');
