import type { DataSource } from 'typeorm';
import { FlowAdvance, type AdvanceCounts, type AdvanceOptions } from './advance-flows.js';
import { LOCK_ROOTS_OF_FLOWS_SQL } from './lock-roots.sql.js';

/** Looks at flows anew: what was held back goes on. */
export async function judgeFlows(
  dataSource: DataSource,
  flowIds: readonly string[],
  options: Pick<AdvanceOptions, 'now' | 'isGrowing'>,
): Promise<AdvanceCounts> {
  return dataSource.transaction(async (manager) => {
    const roots: { id: string }[] = await manager.query(LOCK_ROOTS_OF_FLOWS_SQL, [flowIds]);
    const advance = new FlowAdvance({ ...options, manager, roots: roots.map(({ id }) => id) });
    await advance.judge(flowIds);
    return advance.run();
  });
}
