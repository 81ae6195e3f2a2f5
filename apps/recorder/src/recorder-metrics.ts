import type { Intake, Recorder, Retention } from '@kickoff/database';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Puts the numbers of the record into the service's metrics. The lag is what the service is scaled on. */
export function publishRecorderNumbers(
  registry: Registry,
  { recorder, intake, retention }: { recorder: Recorder; intake: Intake; retention: Retention },
): void {
  const lag = new Gauge({
    name: 'kickoff_recorder_lag_messages',
    help: 'Messages of the event stream that no recorder has acked yet',
    registers: [registry],
    async collect() {
      // With the broker away the last known value would look like a healthy one.
      lag.set((await recorder.lag()) ?? Number.NaN);
    },
  });
  const recorded = new Counter({
    name: 'kickoff_recorder_events_total',
    help: 'Job events recorded by this replica',
    registers: [registry],
  });
  const bad = new Counter({
    name: 'kickoff_recorder_bad_events_total',
    help: 'Messages and events that cannot be recorded and were passed over',
    registers: [registry],
  });
  const taken = new Counter({
    name: 'kickoff_intake_jobs_total',
    help: 'Waiting jobs that this replica took into the record',
    registers: [registry],
  });
  const forgotten = new Counter({
    name: 'kickoff_retention_deleted_total',
    help: 'What this replica deleted of the record because it ended long ago: jobs one by one, whole days, flows',
    labelNames: ['what'],
    registers: [registry],
  });
  recorder.signals.on('ran', (counts) => {
    recorded.inc(counts.events);
    bad.inc(counts.bad);
  });
  intake.signals.on('ran', (counts) => taken.inc(counts.taken));
  retention.signals.on('ran', (counts) => {
    forgotten.inc({ what: 'jobs' }, counts.jobs);
    forgotten.inc({ what: 'days' }, counts.days);
    forgotten.inc({ what: 'flows' }, counts.flows);
  });
}
