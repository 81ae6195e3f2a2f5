import { workerCommand } from '../../control/chosen-worker.js';

export const workersRestart = workerCommand('restart', {
  summary: 'Ends the process of a worker when its jobs have ended, to be started anew',
  description:
    'With it the other workers of the same process. Whoever supervises the process starts it: Kubernetes, Compose, the demo.',
});
