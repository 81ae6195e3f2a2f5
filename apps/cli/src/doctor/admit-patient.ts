import { KickoffError } from '@kickoff/contracts';
import type { CommandContext } from '../cli/command-context.js';
import { explain } from '../cli/explain-error.js';
import type { Check, Finding, Patient } from './check.js';

/** Everything that could be reached, and a check for each part that tells why it could not. */
export async function admitPatient(context: CommandContext): Promise<{ patient: Patient; checks: Check[] }> {
  const [broker, database, workloads] = await Promise.all([
    attempt(() => context.broker()),
    attempt(() => context.database()),
    attempt(() => context.workloads()),
  ]);
  const { environment } = context;
  const jetstream = await attempt(async () => broker.value?.manager.getAccountInfo());
  return {
    patient: {
      environment,
      connected: broker.value,
      broker: jetstream.value && broker.value,
      database: database.value,
      workloads: workloads.value,
    },
    checks: [
      reachable('nats', broker.error),
      reachable('jetstream', jetstream.error),
      reachable('postgres', database.error),
      reachable('workloads', workloads.error),
    ],
  };
}

function reachable(name: string, error: unknown): Check {
  return { name, needs: [], find: async () => (error === undefined ? [] : [findingOf(error)]) };
}

function findingOf(error: unknown): Finding {
  const { what, where = 'this command', remedy = 'run it again with --debug for the stack' } = explain(error);
  return { severity: 'problem', what, where, remedy };
}

/** @throws what is a bug of ours or of a workload */
async function attempt<T>(reach: () => Promise<T>): Promise<{ value?: T; error?: unknown }> {
  try {
    return { value: await reach() };
  } catch (error) {
    if (error instanceof KickoffError || isRefusal(error)) return { error };
    throw error;
  }
}

/** A server answers and does not let us in. */
function isRefusal(error: unknown): boolean {
  const { code } = explain(error);
  return code === 'DATABASE_REFUSED' || code === 'JETSTREAM_OFF';
}
