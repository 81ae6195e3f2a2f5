import { once } from 'node:events';
import { kickoff } from './kickoff.js';
import { rawNats } from './raw-nats.js';
import { TASKS, type Task } from './rival-tasks.js';
import { RIVALS } from './rivals.js';

/** The measured process of a rival: opens its queue, then measures what it is asked for, one after the other. */

export interface Opening {
  rival: string;
  url: string;
}

const [{ rival: name, url }] = (await once(process, 'message')) as [Opening];
const rival = [kickoff, rawNats, ...RIVALS].find((candidate) => candidate.name === name)!;
const queue = await rival.open(url);
process.once('disconnect', () => process.exit());
process.send!({ ready: true });
process.on('message', ({ kind, jobs }: Task) => {
  // An error ends the process, which whoever asked sees.
  void TASKS[kind](queue, jobs).then((measured) => process.send!(measured));
});
