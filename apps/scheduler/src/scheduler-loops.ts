import { Counter, type Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import {
  ExpirySweep,
  FailingSchedules,
  FlowFollower,
  FlowKeeper,
  FlowStarter,
  InputSweep,
  LineSweep,
  OperationSweep,
  OperationWorker,
  OutboxRelay,
  ParentsResponder,
  Reconciler,
  ReturnedSweep,
  RuleWriter,
  ScheduleHistory,
  ScheduleStore,
  ScheduleSync,
  TickConsumer,
} from '@kickoff/database';
import { MessageInvalid } from '@kickoff/contracts';
import { AdmissionWatch, BucketWriter, Limiter, PausePromoter, type JobClient } from '@kickoff/jobs';
import { brokerOptions, type SERVICE_SETTINGS, type ServiceContext } from '@kickoff/nest';
import type { z } from 'zod';
import { reportLostJobs } from './report-lost-jobs.js';
import type { ServiceLoop } from './running-loops.js';

export type SchedulerContext = ServiceContext<z.output<(typeof SERVICE_SETTINGS)['scheduler']>>;

/** Every loop of the service, in the order in which they stop. */
export function schedulerLoops(
  context: SchedulerContext,
  { dataSource, client, registry }: { dataSource: DataSource; client: JobClient; registry: Registry },
): ServiceLoop[] {
  const { broker, settings, workloads, log } = context;
  const problems = new Counter({
    name: 'kickoff_loop_problems_total',
    help: 'Turns that failed and are repeated, and messages that were none and are passed over, by loop',
    labelNames: ['loop'] as const,
    registers: [registry],
  });
  const failing = (loop: string) => (error: unknown) => {
    problems.inc({ loop });
    const what =
      error instanceof MessageInvalid ? 'a message is invalid and passed over' : 'a turn failed; it is repeated';
    log.warn({ loop, err: error }, what);
  };
  const rules = new RuleWriter(broker);
  const contracts = workloads.flatMap(({ workload }) => workload.contracts);
  const definitions = workloads.flatMap(({ manifest, settings: own }) => manifest.schedules?.(own) ?? []);
  const promoter = new PausePromoter({ broker, onError: failing('pauses') });
  const store = new ScheduleStore(dataSource);
  const isOn = settings.KICKOFF_SCHEDULER_ENABLED === 'true';
  if (!isOn) log.warn('KICKOFF_SCHEDULER_ENABLED is false: no schedule fires');
  const sync = new ScheduleSync({
    store,
    enabled: isOn,
    rules,
    workloads: workloads.map(({ workload }) => workload.name),
    definitions,
    onError: failing('schedules'),
  });
  const ticks = new TickConsumer({
    broker,
    client,
    contracts,
    rules,
    control: promoter.control,
    definitions,
    onTick: sync.onTick,
    onError: failing('ticks'),
  });
  const reconciler = new Reconciler({
    broker,
    dataSource,
    contracts,
    policy: settings.KICKOFF_LOST_JOBS,
    onError: failing('lost-jobs'),
  });
  reportLostJobs(reconciler, registry, log);
  return [
    // Without it, ticks that were made before wait until they are no longer wanted.
    ...(isOn ? [ticks] : []),
    sync,
    new FailingSchedules({
      store,
      history: new ScheduleHistory(dataSource),
      onDisabled: (schedule, reason) => log.error({ schedule }, `a schedule is disabled: ${reason}`),
      onError: failing('failing-schedules'),
    }),
    new OperationWorker({
      dataSource,
      client,
      connection: brokerOptions('scheduler', settings, workloads),
      onError: failing('operations'),
    }),
    new OperationSweep({ dataSource, onError: failing('operation-ends') }),
    new FlowStarter({
      broker,
      dataSource,
      types: contracts.flatMap(({ type, aliases }) => [type, ...aliases]),
      onRefused: (err, flowId) => log.warn({ err, flowId }, 'a flow, or an addition to one, is refused'),
      onError: failing('flow-starts'),
    }),
    new FlowFollower({ broker, dataSource, onError: failing('flow-events') }),
    new FlowKeeper({ broker, dataSource, onError: failing('flow-keeping') }),
    new ParentsResponder({ broker, dataSource, onError: failing('flow-parents') }),
    new ExpirySweep({ broker, dataSource, onError: failing('expiry') }),
    new InputSweep({ broker, onError: failing('stored-inputs') }),
    new LineSweep({ broker, onError: failing('lines') }),
    reconciler,
    new ReturnedSweep({ broker, dataSource, onError: failing('returned') }),
    new OutboxRelay({
      dataSource,
      connection: broker.connection,
      databaseUrl: settings.KICKOFF_DATABASE_URL,
      onError: failing('outbox'),
    }),
    new BucketWriter({
      broker,
      onConflict: (type, version) =>
        log.error(
          { type, version },
          'a worker announces a contract that differs from the registered one of this version',
        ),
      onError: failing('buckets'),
    }),
    new AdmissionWatch({
      broker,
      storeBytes: settings.KICKOFF_STORE_BYTES,
      onWarning: (usage) => log.warn({ usage }, 'the store of the broker fills'),
      onChange: (admission, usage) => log.warn({ admission, usage }, `enqueueing is ${admission}`),
      onError: failing('admission'),
    }),
    promoter,
    new Limiter({ broker, onError: failing('limits') }),
  ];
}
