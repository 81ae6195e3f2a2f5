import { PROCESS_ENVIRONMENT } from '@kickoff/nest';
import { startSimulator } from './simulator-app.js';

/** Exits with one line when a setting is wrong; ends on SIGTERM and SIGINT. */
try {
  const simulator = await startSimulator(PROCESS_ENVIRONMENT);
  process.stdout.write(`${JSON.stringify({ level: 'info', message: 'simulator listens', url: simulator.url })}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void simulator.close());
  }
} catch (error) {
  process.stderr.write(`simulator: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
