import type { RunServices } from '../worker/job-context.js';
import type { MarkTable } from './mark-table.js';

type OnLog = RunServices['onLog'];

/** Passes on what runs log, but for those of types that are silenced at that moment. */
export function unlessSilenced(marks: MarkTable, onLog: OnLog): OnLog {
  return (
    onLog &&
    ((line, job) => {
      if (!marks.isSilenced(job.type)) onLog(line, job);
    })
  );
}
