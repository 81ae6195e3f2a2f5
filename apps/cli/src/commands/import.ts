import { NotFound } from '../cli/command-error.js';
import { defineCommand } from '../cli/define-command.js';
import type { WrongRow } from '../import/check-rows.js';

export const importCommand = defineCommand({
  name: 'import',
  summary: 'Brings rows or schedules of the system that a workload replaces',
  description:
    'Reads rows that the old system exported, checks all of them, and only then writes: rows into the tables of the workload, schedules by the api and not yet enabled, so that both systems can run side by side. Repeating it changes nothing. What a workload can import is said when it is asked for something else.',
  operations: ['createSchedule', 'listSchedules'],
  arguments: {
    workload: { summary: 'one of KICKOFF_WORKLOADS', complete: 'workloads' },
    what: { summary: 'e.g. games' },
    file: { summary: '.csv with a first line of names, .jsonl, .ndjson, or .json with a list' },
  },
  options: {
    'dry-run': { kind: 'flag', summary: 'checks the rows and writes nothing' },
    'skip-invalid': { kind: 'flag', summary: 'leaves wrong rows out, and tells of each on standard error' },
  },
  examples: [
    { line: 'kickoff import board-games games old-games.csv --dry-run' },
    { line: 'kickoff import player-watch schedules job_configurations.jsonl' },
  ],
  async run({ arguments: { workload, what, file }, options, context }) {
    const [{ rightRows, rowsInvalid }, { readRows }, { importInto }] = await Promise.all([
      import('../import/check-rows.js'),
      import('../import/read-rows.js'),
      import('../import/import-into.js'),
    ]);
    const loaded = await context.workloads();
    const manifest = loaded.find((each) => each.workload.name === workload)?.manifest;
    if (!manifest) {
      const names = loaded.map((each) => each.workload.name).join(', ');
      throw new NotFound(`no workload ${workload} is installed here`, {
        where: 'KICKOFF_WORKLOADS',
        remedy: `there are ${names || 'none'}`,
      });
    }
    const importer = manifest.importers?.[what];
    if (!importer) {
      const all = Object.entries(manifest.importers ?? {}).map(([name, { summary }]) => `${name} (${summary})`);
      throw new NotFound(`${workload} imports no ${what}`, { remedy: `it imports ${all.join(', ') || 'nothing'}` });
    }
    const path = context.path(file);
    const wrong: WrongRow[] = [];
    let rows = 0;
    for await (const _ of rightRows(readRows(path), importer, (row) => wrong.push(row))) rows += 1;
    if (wrong.length > 0 && !options['skip-invalid']) throw rowsInvalid(path, wrong);
    for (const { where, problems } of wrong)
      context.terminal.stderr.write(`left out ${where}: ${problems.join('; ')}\n`);
    if (!options['dry-run']) {
      await importInto(context, {
        workload,
        importer,
        rows: rightRows(readRows(path), importer, () => {}),
        total: rows,
      });
    }
    const done = options['dry-run'] ? 'would be imported' : 'imported';
    return {
      json: { workload, what, rows, leftOut: wrong.length, dryRun: options['dry-run'] },
      text: () =>
        [`${rows} ${what} ${done}`, wrong.length > 0 && `${wrong.length} left out`].filter(Boolean).join(', '),
    };
  },
});
