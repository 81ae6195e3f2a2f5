import type { Msg } from '@nats-io/transport-node';
import { jobSubject } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import type { ControlWatch } from '../client/control-watch.js';
import { JobClient } from '../client/job-client.js';
import { CommandListener, type CommandListenerOptions } from '../command/command-listener.js';
import { keepUnreadable, placeOfAck } from '../dead-letters/keep-unreadable.js';
import { LargeInputs } from '../large-input/large-inputs.js';
import { LimitClient } from '../limiter/limit-client.js';
import { unlessSilenced } from '../mark/unless-silenced.js';
import { PauseGate } from '../pause/pause-gate.js';
import { WorkerAnnouncer, type WorkerHealth } from '../registry/worker-announcer.js';
import type { WorkerListeners } from './worker-listeners.js';
import { activeJob, type ActiveJob } from './active-job.js';
import { EventRecorder } from './event-recorder.js';
import type { HandledJob } from './handler.js';
import { Heartbeats } from './heartbeats.js';
import { JobFinisher } from './job-finisher.js';
import { JobRunner } from './job-runner.js';
import { LimitGate } from './limit-gate.js';
import { LineKeeper } from './line-keeper.js';
import { Notifier } from './notifier.js';
import { QueueSlots } from './queue-slots.js';
import { jobLabel, readReceived } from './received-job.js';
import { WORK_IN_PROGRESS } from './work-in-progress.js';
import { namedLimits, type CompiledQueue, type WorkerOptions } from './worker-options.js';

export const ABORT_GRACE_MS = 5_000;

/** What a worker is assembled from. */
export interface WorkerAssembly<Manager> {
  broker: Broker;
  control: ControlWatch;
  /** Closed with the worker. */
  ownBroker: boolean;
  ackWaitMs: number;
  name: string;
  options: WorkerOptions<Manager>;
  compiled: readonly CompiledQueue[];
  handlers: ReadonlyMap<string, HandledJob>;
  tell: WorkerListeners;
  /** A job has begun to run. */
  onStarted: () => void;
  /** Does what an operator says; see `CommandListener`. */
  obey: CommandListenerOptions['obey'];
  /** What it announces of itself besides its jobs. */
  selfPortrait: () => Pick<WorkerHealth, 'state' | 'causes' | 'told' | 'eventLoop' | 'memory'>;
}

/** Counts the jobs in hand. */
interface Hand {
  jobs: number;
}

/** What a started worker consists of. */
export interface WorkerParts<Manager> {
  broker: Broker;
  ownBroker: boolean;
  control: ControlWatch;
  heartbeats: Heartbeats;
  limits: LimitClient;
  events: EventRecorder;
  lines: LineKeeper;
  gate: LimitGate;
  runner: JobRunner<Manager>;
  queues: Map<string, QueueSlots>;
  hand: Hand;
  announcer: WorkerAnnouncer;
  commands: CommandListener;
  settled: () => Promise<void>;
  giveBackHeld: (job: ActiveJob, reason: string) => Promise<void>;
}

/**
 * Wires the parts of a worker that is about to start; what each does stands in its file: `PullLoop` fetches, `QueueSlots`
 * orders, `JobRunner` runs, `JobFinisher` moves, records and acks, `LineKeeper` keeps order, `LimitGate` keeps limits,
 * `PauseGate` parks what is paused, `Heartbeats` extends.
 */
export function assembleWorker<Manager>({
  broker,
  control,
  ownBroker,
  ackWaitMs,
  name,
  options,
  compiled,
  handlers,
  tell,
  onStarted,
  obey,
  selfPortrait,
}: WorkerAssembly<Manager>): WorkerParts<Manager> {
  const { workload } = options;
  const hand: Hand = { jobs: 0 };
  const largeInputs = new LargeInputs(broker);
  const finishing = new Set<Promise<void>>();
  const heartbeats = new Heartbeats({ ...options.connection, name: name }, ackWaitMs / 3);
  const limits = new LimitClient({
    connection: broker.connection,
    workload: workload.name,
    clock: broker.clock,
    onFirstUse: (aliveSubject) => heartbeats.alsoSay(aliveSubject),
  });
  const events = new EventRecorder(broker.connection, () => {
    for (const queue of queues.values()) queue.wake();
  });
  const track = (work: Promise<void>, job: ActiveJob) => {
    const tracked = work
      .catch((error: unknown) => {
        // Without a heartbeat its message comes back, here or elsewhere, and what was left undone is done then.
        release(job);
        tell.warning(`${jobLabel(job.received)} could not be brought to its end here; its message comes back`, error);
      })
      .finally(() => finishing.delete(tracked));
    finishing.add(tracked);
  };
  const lines = new LineKeeper(broker, workload.name, {
    ready: (job) => pass(job),
    held: (job) => queueOfJob(job).held(job),
    // Its successor is stored, whoever stored it: the message must not come back.
    moved: (job) => {
      broker.connection.publish(job.received.ackSubject);
      release(job);
    },
    failed: (job, error) => {
      release(job);
      tell.warning(`${jobLabel(job.received)} could not wait for its line here; its message comes back`, error);
    },
  });
  const gate = new LimitGate(broker, limits, {
    enter: (job) => queueOfJob(job).enter(job),
    held: (job) => queueOfJob(job).held(job),
    park: async (job, terms) => {
      const address = await finisher.later(job, 'parked', terms);
      return address && jobSubject(address);
    },
    topPriority: ({ received: { address } }) =>
      compiled.find((queue) => queue.name === address.queue)?.priorities[0] ?? address.priority,
    track,
  });
  const pauses = new PauseGate(broker, control.pauses, {
    park: (job, terms) => finisher.later(job, 'parked', terms),
    track,
  });
  const pass = (job: ActiveJob): void => {
    if (job.handled!.contract.limits) gate.admit(job);
    else queueOfJob(job).enter(job);
  };
  const queueOfJob = (job: ActiveJob): QueueSlots => queues.get(job.received.address.queue)!;
  const release = (job: ActiveJob) => {
    if (job.released) return;
    job.released = true;
    hand.jobs -= 1;
    heartbeats.table.release(job.heartbeat);
    job.heartbeat = -1;
    gate.release(job);
    queueOfJob(job).released(job);
  };
  const notifier = new Notifier(broker.connection);
  const finisher = new JobFinisher(broker, events, notifier, JSON.stringify(name), {
    termsOf: (contract) => control.overrides.termsOf(contract),
    released: release,
    ended: async (job, state) => {
      // A dead letter may be tried again.
      if (job.storedInput && state !== 'dead') await largeInputs.delete(workload.name, job.storedInput.object);
      if (job.handled?.contract.ordered) await lines.ended(job);
    },
    finished: (job, state, error) => tell.finished(job, state, error, broker.clock.now()),
    left: (job, how, reason) => tell.left(job, how, reason, broker.clock.now()),
    track,
    warn: (message, error, job) => tell.warning(`${jobLabel(job.received)}: ${message}`, error),
  });
  const runner = new JobRunner({
    broker,
    finisher,
    largeInputs,
    events,
    notifier,
    control,
    lines,
    limits: gate,
    pauses,
    heartbeats: heartbeats.table,
    handlers: handlers,
    workerName: JSON.stringify(name),
    done: (job) => {
      gate.release(job);
      queueOfJob(job).done(job);
      if (job.received.delivery > 1) for (const queue of queues.values()) queue.startNext();
    },
    record: options.record,
    isOutage: options.isOutage ?? (() => false),
    abortGraceMs: options.abortGraceMs ?? ABORT_GRACE_MS,
    services: {
      client: new JobClient<Manager>(broker, {
        transactions: options.transactions,
        control,
        middleware: options.middleware,
        sealing: options.sealing,
      }),
      channels: workload.channels,
      limits: namedLimits(options),
      limitClient: () => limits,
      transactions: options.transactions,
      onLog: unlessSilenced(control.marks, options.onLog),
    },
    onStarted: (job, waitedMs) => {
      onStarted();
      tell.started(job, waitedMs);
    },
    track,
  });
  const redelivered = { running: false };
  const queues = new Map(
    compiled.map((queue) => [
      queue.name,
      new QueueSlots({
        connection: broker.connection,
        workload: workload.name,
        queue,
        accepting: () => events.accepting,
        start: (job) => {
          if (gate.mayStart(job)) return runner.run(job);
          queueOfJob(job).done(job);
          return gate.again(job);
        },
        startMany: (jobs) => runner.runMany(jobs),
        giveBack: (job, reason) => {
          // Before its message: whoever receives that asks anew under the same name.
          gate.release(job);
          track(finisher.giveBack(job, reason, 'interrupted'), job);
        },
        settled: () => Promise.all(finishing).then(() => {}),
        onMessage: (message: Msg) => receive(queue.name, message),
        redelivered,
      }),
    ]),
  );
  const receive = (queue: string, message: Msg) => {
    const received = readReceived(message);
    if (!received) {
      void refuseForeign(broker, message, tell);
      return;
    }
    // A broker that is killed knows when it delivered again only what was extended since; else it would do so at once.
    if (received.delivery > 1) broker.connection.publish(received.ackSubject, WORK_IN_PROGRESS);
    const job = activeJob(received, heartbeats.table.claim(received.ackSubject));
    hand.jobs += 1;
    // An ending waits for its mover, which must cost no slot.
    if (!received.ending) queueOfJob(job).received(job);
    runner.receive(job, pass);
  };
  const announcer = new WorkerAnnouncer(broker, workload, compiled, name, namedLimits(options), () => ({
    running: runner.running,
    inHand: hand.jobs,
    busy: new Map([...queues].map(([queue, slots]) => [queue, slots.load.running])),
    version: options.version,
    ...selfPortrait(),
  }));
  return {
    broker,
    ownBroker,
    control,
    heartbeats,
    limits,
    events,
    lines,
    gate,
    runner,
    queues,
    hand,
    announcer,
    commands: new CommandListener({ connection: broker.connection, place: announcer.place, obey }),
    settled: async () => {
      while (finishing.size > 0) await Promise.all(finishing);
    },
    giveBackHeld: async (job, reason) => finisher.giveBack(job, reason, 'interrupted'),
  };
}

/** A message under the queue's subjects that names no job: kept as a dead letter, so that it is neither lost nor in the way. */
async function refuseForeign(broker: Broker, message: Msg, tell: WorkerListeners): Promise<void> {
  try {
    const { subject, data, reply } = message;
    const unreadable = { subject, data, place: placeOfAck(reply) };
    await keepUnreadable(broker.connection, unreadable, 'names no job by its subject');
    message.respond();
  } catch (error) {
    tell.warning(`the message on ${message.subject} is no job and could not be kept; it comes back`, error);
  }
}
