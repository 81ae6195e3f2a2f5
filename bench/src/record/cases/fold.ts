import { foldEvents, type RecordedEvent } from '@kickoff/database';
import { newJobId } from '@kickoff/jobs';
import { compare } from '../../compare.js';
import { inputs, noOp } from '../../jobs/no-op.js';
import type { Database } from '../record-database.js';
import type { RecordCase } from '../record-suite.js';

const JOBS = 20_000;
/** Of one transaction, as the recorder makes them. */
const BATCH = 1_000;
const TABLES = ['job_states', 'job_envelopes'] as const;

type Row = Record<string, unknown>;

/** Rows that a success of a job without intake becomes: folded, and inserted as they are into the same tables. */
export const fold: RecordCase = {
  name: 'fold',
  run: async ({ dataSource, rounds }) => {
    const batches = inBatches(successes());
    const empty = () => dataSource.query(`TRUNCATE ${TABLES.map((table) => `kickoff.${table}`).join(', ')}`);
    const perSecond = async (work: () => Promise<void>) => {
      await empty();
      const startedAt = performance.now();
      await work();
      return (JOBS * TABLES.length) / ((performance.now() - startedAt) / 1_000);
    };
    const folded = async () => {
      for (const batch of batches) await dataSource.transaction((manager) => foldEvents(manager, batch));
    };
    await perSecond(folded);
    const tables = await Promise.all(
      TABLES.map(async (table) => ({ table, batches: inBatches(await rowsOf(dataSource, table)) })),
    );
    const inserted = async () => {
      for (let index = 0; index < batches.length; index += 1) {
        await dataSource.transaction(async (manager) => {
          for (const { table, batches: rows } of tables) await manager.query(...insertOf(table, rows[index]!));
        });
      }
    };
    return [
      await compare({ suite: 'record', case: 'fold', unit: 'rows/s', rounds }, [
        { name: 'kickoff', round: () => perSecond(folded) },
        { name: 'raw-inserts', round: () => perSecond(inserted) },
      ]),
    ];
  },
};

function successes(): RecordedEvent[] {
  const at = Date.now();
  return inputs(JOBS).map((input) => ({
    id: newJobId(at),
    type: noOp.type,
    queue: noOp.queue,
    priority: 'normal',
    key: '-',
    revision: 1,
    delivery: 1,
    attempt: 1,
    state: 'succeeded',
    at: at + 5,
    envelope: { input, enqueuedAt: at },
    run: {
      revision: 1,
      delivery: 1,
      attempt: 1,
      worker: 'bench-1',
      startedAt: at + 1,
      endedAt: at + 5,
      outcome: 'succeeded',
    },
  }));
}

async function rowsOf(dataSource: Database, table: string): Promise<Row[]> {
  return dataSource.query(`SELECT * FROM kickoff.${table} ORDER BY id`);
}

/** A statement of many rows, each value a parameter. */
function insertOf(table: string, rows: readonly Row[]): [sql: string, parameters: unknown[]] {
  const columns = Object.keys(rows[0]!);
  const places = rows.map(
    (_, row) => `(${columns.map((__, column) => `$${row * columns.length + column + 1}`).join(',')})`,
  );
  return [
    `INSERT INTO kickoff.${table} (${columns.join(', ')}) VALUES ${places.join(',')}`,
    rows.flatMap((row) => columns.map((column) => row[column])),
  ];
}

function inBatches<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: items.length / BATCH }, (_, index) => items.slice(index * BATCH, (index + 1) * BATCH));
}
