import { workerCommand } from '../../control/chosen-worker.js';

export const workersResume = workerCommand('resume', {
  summary: 'Lets a worker pull again that was paused or drained',
  description: 'A restart is not taken back.',
});
