import { workerCommand } from '../../control/chosen-worker.js';

export const workersDrain = workerCommand('drain', {
  summary: 'Lets a worker end what it has, and pull nothing more',
  description: '`workers list` shows it as drained when it has nothing left. `workers resume` takes it back.',
});
