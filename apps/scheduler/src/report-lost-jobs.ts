import { Counter, type Registry } from 'prom-client';
import type { Reconciler } from '@kickoff/database';
import type { ServiceLog } from '@kickoff/nest';

/** Lost jobs are rare and somebody's concern: counted, and told of by the turn, not by the job. */
export function reportLostJobs(reconciler: Reconciler, registry: Registry, log: ServiceLog): void {
  const lost = new Counter({
    name: 'kickoff_lost_jobs_total',
    help: 'Jobs that the record called unfinished and that no stream held, by what was done about them',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
  for (const outcome of ['marked', 'enqueued'] as const) lost.inc({ outcome }, 0);
  reconciler.signals.on('ran', ({ marked, enqueued }) => {
    if (marked + enqueued === 0) return;
    lost.inc({ outcome: 'marked' }, marked);
    lost.inc({ outcome: 'enqueued' }, enqueued);
    log.error({ marked, enqueued }, 'jobs were lost: the record called them unfinished and no stream held them');
  });
}
