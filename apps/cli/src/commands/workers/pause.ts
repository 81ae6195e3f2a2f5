import { workerCommand } from '../../control/chosen-worker.js';

export const workersPause = workerCommand('pause', {
  summary: 'Lets a worker pull nothing more until it is resumed',
  description: 'What it runs ends; what has not started goes to others. To pause a queue everywhere, see `pause`.',
});
