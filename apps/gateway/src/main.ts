import { runService } from '@kickoff/nest';
import { service } from './service.js';

await runService(service);
