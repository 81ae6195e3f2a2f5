import type { z } from 'zod';
import { KickoffError } from '@kickoff/contracts';
import type { ServiceDefinition, ServiceSurroundings } from './service-definition.js';
import { startService, type RunningService } from './start-service.js';

/** How long a process that still waits for its first connection gets to end by itself. */
const UNSTARTED_GRACE_MS = 2_000;
/** Beyond the grace: handlers that were told to stop get five seconds, then what they did is recorded. */
const STOP_MARGIN_MS = 10_000;
/** After a clean stop nothing should keep the process; what does is not waited for longer than this. */
const LEFTOVER_MS = 1_000;

/**
 * The whole of a service's main.ts: starts it, stops it on SIGTERM, SIGINT and at a ceiling, and reports what stops it from
 * starting in one line.
 */
export async function runService<Schema extends z.ZodObject>(
  definition: ServiceDefinition<Schema>,
  surroundings: ServiceSurroundings = {},
): Promise<void> {
  const starting = startService(definition, surroundings);
  let running: RunningService | undefined;
  let stopping = false;

  const stop = (cause: NodeJS.Signals | 'a ceiling or a restart') => {
    if (stopping) return;
    stopping = true;
    if (!running) setTimeout(() => process.exit(0), UNSTARTED_GRACE_MS).unref();
    void starting
      .then((service) => {
        // With NATS away what has been done cannot be recorded; the jobs are delivered again elsewhere.
        const late = () => fail('did not stop in time', new Error('the broker did not take what had been done'));
        setTimeout(late, service.graceMs + STOP_MARGIN_MS).unref();
        return service.stop();
      })
      .then(
        () => setTimeout(() => process.exit(0), LEFTOVER_MS).unref(),
        (error: unknown) => fail(`did not stop cleanly after ${cause}`, error),
      );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('uncaughtException', (error) => fail('uncaught exception', error));
  process.on('unhandledRejection', (error) => fail('unhandled rejection', error));

  const fail = (what: string, error: unknown) => {
    process.stderr.write(`${definition.name}: ${what}: ${oneLine(error, true)}\n`);
    process.exit(1);
  };

  try {
    running = await starting;
    void running.drained.then(() => stop('a ceiling or a restart'));
  } catch (error) {
    if (stopping) process.exit(0);
    // A wrong setting is told without a stack: the name of the setting is all there is to know.
    process.stderr.write(`${definition.name} cannot start: ${oneLine(error, !(error instanceof KickoffError))}\n`);
    process.exit(1);
  }
}

function oneLine(error: unknown, withStack: boolean): string {
  const text = error instanceof Error ? (withStack ? (error.stack ?? error.message) : error.message) : String(error);
  return text.replace(/\s*\n\s*/g, ' | ');
}
