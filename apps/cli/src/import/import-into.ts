import type { Importer, RowImporter, ScheduleImporter } from '@kickoff/nest';
import type { CommandContext } from '../cli/command-context.js';
import { progressBar } from '../cli/progress-bar.js';

/** Rows of one transaction. */
const BATCH = 500;

interface Import {
  workload: string;
  importer: Importer;
  /** Those that are right. */
  rows: AsyncIterable<unknown>;
  total: number;
}

/**
 * Writes the rows: into the workload's tables, so many in one transaction, or as schedules by the api.
 *
 * @throws ConfigurationInvalid, DatabaseUnavailable, ApiProblem
 */
export async function importInto(context: CommandContext, { workload, importer, rows, total }: Import): Promise<void> {
  const bar = progressBar('importing', total, context.terminal.stderr);
  try {
    const write =
      'store' in importer ? await rowWriter(context, importer) : await scheduleWriter(context, workload, importer);
    let batch: unknown[] = [];
    const flush = async () => {
      await write(batch);
      bar.increment(batch.length);
      batch = [];
    };
    for await (const row of rows) {
      batch.push(row);
      if (batch.length === BATCH) await flush();
    }
    if (batch.length > 0) await flush();
  } finally {
    bar.stop();
  }
}

type Write = (rows: readonly unknown[]) => Promise<void>;

async function rowWriter(context: CommandContext, importer: RowImporter): Promise<Write> {
  const database = await context.database();
  return (rows) => database.transaction((manager) => importer.store(rows, manager));
}

async function scheduleWriter(context: CommandContext, workload: string, importer: ScheduleImporter): Promise<Write> {
  const [api, { answered }] = await Promise.all([context.api(), import('../api/answered.js')]);
  const there = new Set((await answered(api.GET('/schedules'))).items.map(({ id }) => id));
  return async (rows) => {
    for (const row of rows) {
      const { name, input = {}, timeZone = 'UTC', ...terms } = importer.schedule(row);
      const id = `${workload}.${name}`;
      // One that is there may have been changed or enabled since: it stays.
      if (there.has(id)) continue;
      await answered(
        api.POST('/schedules', { body: { id, input, timeZone, overlap: 'skip', enabled: false, ...terms } }),
      );
      there.add(id);
    }
  };
}
