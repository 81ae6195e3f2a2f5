import 'reflect-metadata';
import { runService } from '@kickoff/nest';
import { schedulerService } from './scheduler-service.js';

await runService(schedulerService);
