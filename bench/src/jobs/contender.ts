import { once } from 'node:events';
import type { Prepare, Start } from './contender-process.js';

/** The measured process: works off `count` jobs in its contender's way and tells how long it took, acks included. */

const [start] = (await once(process, 'message')) as [Start];
const { prepare } = (await import(`./contenders/${start.contender}.js`)) as { prepare: Prepare };
const go = await prepare(start);
process.send!({ ready: true });
await once(process, 'message');
const startedAt = performance.now();
await go();
process.send!({ seconds: (performance.now() - startedAt) / 1_000 });
