import { EventEmitter } from 'node:events';
import { hostname } from 'node:os';
import type { Msg } from '@nats-io/transport-node';
import { byEveryName, ConfigurationInvalid, jobSubject } from '@kickoff/contracts';
import { Balancer, type BalanceOptions } from '../balance/balancer.js';
import { queueLoads } from '../balance/queue-loads.js';
import { Broker } from '../broker/broker.js';
import { ACK_WAIT_MS, ensureConsumers } from '../broker/topology.js';
import { ControlWatch } from '../client/control-watch.js';
import { JobClient } from '../client/job-client.js';
import { keepUnreadable, placeOfAck } from '../dead-letters/keep-unreadable.js';
import { LargeInputs } from '../large-input/large-inputs.js';
import { LimitClient } from '../limiter/limit-client.js';
import { unlessSilenced } from '../mark/unless-silenced.js';
import { PauseGate } from '../pause/pause-gate.js';
import { checkContracts } from '../registry/check-contracts.js';
import { servedContracts, WorkerAnnouncer } from '../registry/worker-announcer.js';
import { JobThreads } from '../threads/job-threads.js';
import { threadedSlots } from '../threads/thread-queue.js';
import { activeJob, type ActiveJob } from './active-job.js';
import { CeilingWatch } from './ceilings.js';
import { EventRecorder } from './event-recorder.js';
import type { HandledJob } from './handler.js';
import { Heartbeats } from './heartbeats.js';
import { JobFinisher } from './job-finisher.js';
import { JobRunner } from './job-runner.js';
import { LimitGate } from './limit-gate.js';
import { LineKeeper } from './line-keeper.js';
import { Notifier } from './notifier.js';
import { prepareHandler } from './prepare-handler.js';
import { QueueSlots } from './queue-slots.js';
import { jobLabel, readReceived } from './received-job.js';
import { within } from './within.js';
import type { EndedRun, WorkerEvents } from './worker-events.js';
import { compileQueues, namedLimits, queueNamed, type CompiledQueue, type WorkerOptions } from './worker-options.js';

const ABORT_GRACE_MS = 5_000;
/** How long a stopping worker insists on recording its results. */
const LAST_WORDS_MS = 10_000;

/**
 * Runs handlers for some queues of one workload. This class wires the parts; what each does stands in its file: `PullLoop`
 * fetches, `QueueSlots` orders, `JobRunner` runs, `JobFinisher` moves, records and acks, `LineKeeper` keeps order,
 * `LimitGate` keeps limits, `Heartbeats` extends.
 */
export class Worker<Manager = unknown> extends EventEmitter<WorkerEvents> {
  readonly name: string;
  private readonly compiled: CompiledQueue[];
  private readonly handlers: ReadonlyMap<string, HandledJob>;
  private readonly balancer: Balancer | undefined;
  private readonly ceilings: CeilingWatch | undefined;
  private readonly threads: JobThreads | undefined;
  private parts: Parts<Manager> | undefined;
  private pausedBecause = new Set<string>();

  constructor(private readonly options: WorkerOptions<Manager>) {
    super();
    this.compiled = compileQueues(options);
    this.threads = JobThreads.for({
      handlers: options.handlers,
      most: threadedSlots(options.workload, this.compiled, options.balance !== undefined),
      abortGraceMs: options.abortGraceMs ?? ABORT_GRACE_MS,
      warn: (message, error) => this.warn(message, error),
    });
    this.handlers = byEveryName(
      options.handlers.map((handled) => prepareHandler(this.threads?.bind(handled) ?? handled, options)),
      ({ contract }) => contract,
    );
    this.balancer = options.balance && this.balance(options.balance);
    this.ceilings = options.ceilings && this.watchCeilings(options.ceilings);
    this.name = options.name ?? `${hostname()}-${process.pid}`;
  }

  /**
   * Connects, compares its contracts with the registered ones, creates missing consumers and begins to pull.
   *
   * @throws ContractChanged when jobs that may be waiting would fail
   */
  async start(): Promise<void> {
    const { options } = this;
    const ownBroker = options.broker === undefined;
    const broker =
      options.broker ??
      (await Broker.connect({ workload: options.workload.name, ...options.connection, name: this.name }));
    const control = new ControlWatch(broker);
    try {
      await this.startOn(broker, control, ownBroker);
    } catch (error) {
      control.stop();
      await this.threads?.stop();
      if (ownBroker) await broker.close();
      throw error;
    }
  }

  private async startOn(broker: Broker, control: ControlWatch, ownBroker: boolean): Promise<void> {
    const { options } = this;
    await checkContracts({
      connection: broker.connection,
      workload: options.workload.name,
      contracts: servedContracts(options.workload, this.compiled),
      changed: options.changedContracts,
      warn: (message, error) => this.warn(message, error),
    });
    await this.threads?.start();
    let ackWaitMs = ACK_WAIT_MS;
    for (const queue of options.workload.queues) {
      if (!this.compiled.some(({ name }) => name === queue.name)) continue;
      ackWaitMs = Math.min(ackWaitMs, await ensureConsumers(broker.manager, options.workload.name, queue));
    }
    await control.start();
    this.parts = this.assemble(broker, control, ownBroker, ackWaitMs);
    const { heartbeats, lines, runner, announcer } = this.parts;
    heartbeats.start();
    lines.start();
    runner.start();
    announcer.start();
    control.onCancel((jobId, workload, reason) => {
      if (workload === this.options.workload.name) runner.cancel(jobId, reason);
    });
    control.pauses.onChange(() => this.pullOrNot());
    this.pullOrNot();
    this.ceilings?.start();
    this.balancer?.start();
  }

  /** Begins to pull the queues that nobody has paused, and stops pulling the others. */
  private pullOrNot(): void {
    if (!this.parts) return;
    const { queues, control } = this.parts;
    for (const [name, queue] of queues) {
      const pause = control.pauses.ofQueue(this.options.workload.name, name);
      if (pause) void queue.stop(`paused: ${pause.reason}`);
      else if (this.pausedBecause.size === 0) queue.start();
    }
  }

  /** Stops pulling, e.g. while the database is away; jobs that have not started go back. Several causes may hold at once. */
  async pause(cause: string): Promise<void> {
    const first = this.pausedBecause.size === 0;
    this.pausedBecause.add(cause);
    if (!first || !this.parts) return;
    this.emit('accepting', false);
    const { queues } = this.parts;
    await Promise.all([...queues.values()].map((queue) => queue.stop(cause)));
  }

  resume(cause: string): void {
    if (!this.pausedBecause.delete(cause) || this.pausedBecause.size > 0 || !this.parts) return;
    this.pullOrNot();
    this.emit('accepting', true);
  }

  /** Whether it pulls: not paused, connected, and the broker takes its events. */
  get isAccepting(): boolean {
    return (
      this.parts !== undefined &&
      this.pausedBecause.size === 0 &&
      this.parts.broker.connected &&
      !this.parts.events.isRefused
    );
  }

  /** Slots that a queue has now. */
  slotsOf(queue: string): number {
    return queueNamed(this.compiled, queue).slots;
  }

  /**
   * Changes how many jobs of a queue run at once, from now until this worker stops. Those that run above a lower number end
   * by themselves. With `balance` it is where the next move starts from.
   *
   * @throws ConfigurationInvalid when it serves no such queue, or for a number below 1
   */
  setSlots(queue: string, slots: number): void {
    const compiled = queueNamed(this.compiled, queue);
    if (!Number.isInteger(slots) || slots < 1)
      throw new ConfigurationInvalid(`worker.setSlots of ${queue}`, `must be at least 1, got ${slots}`);
    compiled.slots = slots;
    this.parts?.queues.get(queue)?.slotsChanged();
  }

  /** Whether log lines about runs of this type are not wanted. */
  isSilenced(type: string): boolean {
    return this.parts?.control.marks.isSilenced(type) ?? false;
  }

  /** Jobs in hand: waiting for a slot or their line, running, or being recorded. */
  get inHand(): number {
    return this.parts?.hand.jobs ?? 0;
  }

  get running(): number {
    return this.parts?.runner.running ?? 0;
  }

  /**
   * Stops: unstarted jobs go back at once, running ones get `graceMs` to finish, then their signal aborts and they go back
   * without spending the attempt. Resolves when everything is recorded.
   */
  async stop({ graceMs = 25_000 }: { graceMs?: number } = {}): Promise<void> {
    const { parts } = this;
    if (!parts) return;
    this.parts = undefined;
    this.ceilings?.stop();
    this.balancer?.stop();
    await Promise.all([...parts.queues.values()].map((queue) => queue.stop('the worker stops')));
    const held = [...parts.lines.stop(), ...parts.gate.stop()];
    await Promise.all(held.map((job) => parts.giveBackHeld(job, 'the worker stops')));
    await parts.runner.stop(graceMs);
    await this.threads?.stop();
    // With the broker away or full this could wait for ever; what is not recorded then is run again elsewhere.
    await within(
      LAST_WORDS_MS,
      parts.settled().then(() => parts.events.drain()),
    );
    parts.announcer.stop();
    await parts.heartbeats.stop();
    parts.control.stop();
    parts.limits.close();
    if (parts.ownBroker) await parts.broker.close();
    else await parts.broker.connection.flush().catch(() => {});
  }

  private balance(options: BalanceOptions): Balancer {
    return new Balancer({
      ...options,
      loads: async () => {
        if (!this.parts) return new Map();
        const { broker, queues } = this.parts;
        return queueLoads(broker.manager, this.options.workload.name, this.compiled, queues);
      },
      setSlots: (queue, slots) => this.setSlots(queue, slots),
      warn: (message, error) => this.warn(message, error),
    });
  }

  private watchCeilings(ceilings: NonNullable<WorkerOptions['ceilings']>): CeilingWatch {
    return new CeilingWatch({
      ceilings,
      running: () => this.running,
      onReached: (reached) => {
        void this.pause(`${reached.ceiling} reached its ceiling`);
        this.guarded(() => this.emit('ceilingReached', reached));
      },
      onDrained: () => this.guarded(() => this.emit('drained')),
    });
  }

  private warn(message: string, error: unknown): void {
    this.guarded(() => this.emit('warning', message, error));
  }

  /** A listener that throws must not take a job's slot with it. */
  private guarded(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error), 'KickoffListenerWarning');
    }
  }

  /** A message under the queue's subjects that names no job: kept as a dead letter, so that it is neither lost nor in the way. */
  private async refuseForeign(broker: Broker, message: Msg): Promise<void> {
    try {
      const { subject, data, reply } = message;
      const unreadable = { subject, data, place: placeOfAck(reply) };
      await keepUnreadable(broker.connection, unreadable, 'names no job by its subject');
      message.respond();
    } catch (error) {
      this.warn(`the message on ${message.subject} is no job and could not be kept; it comes back`, error);
    }
  }

  private assemble(broker: Broker, control: ControlWatch, ownBroker: boolean, ackWaitMs: number): Parts<Manager> {
    const { options } = this;
    const { workload } = options;
    const hand: Hand = { jobs: 0 };
    const largeInputs = new LargeInputs(broker);
    const finishing = new Set<Promise<void>>();
    const heartbeats = new Heartbeats({ ...options.connection, name: this.name }, ackWaitMs / 3);
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
          this.warn(`${jobLabel(job.received)} could not be brought to its end here; its message comes back`, error);
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
        this.warn(`${jobLabel(job.received)} could not wait for its line here; its message comes back`, error);
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
        this.compiled.find(({ name }) => name === address.queue)?.priorities[0] ?? address.priority,
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
    const finisher = new JobFinisher(broker, events, notifier, JSON.stringify(this.name), {
      termsOf: (contract) => control.overrides.termsOf(contract),
      released: release,
      ended: async (job, state) => {
        // A dead letter may be tried again.
        if (job.storedInput && state !== 'dead') await largeInputs.delete(job.received.address);
        if (job.handled?.contract.ordered) await lines.ended(job);
      },
      finished: (job, state, error) => {
        const isFailure = state === 'retrying' || state === 'dead';
        const isHeard =
          this.listenerCount('finished') + this.listenerCount(state) + (isFailure ? this.listenerCount('failed') : 0);
        if (isHeard === 0) return;
        const run = { ...endedRun(job, broker), state };
        this.guarded(() => this.emit('finished', run, error));
        if (isFailure) this.guarded(() => this.emit('failed', run, error));
        this.guarded(() => this.emit(state as 'dead', run, error));
      },
      left: (job, how, reason) => {
        if (this.listenerCount(how) > 0) this.guarded(() => this.emit(how, endedRun(job, broker), reason));
      },
      track,
      warn: (message, error, job) => this.warn(`${jobLabel(job.received)}: ${message}`, error),
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
      handlers: this.handlers,
      workerName: JSON.stringify(this.name),
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
        this.ceilings?.count();
        if (this.listenerCount('started') > 0) {
          const { address, type, attempt } = job.received;
          this.guarded(() => this.emit('started', { id: address.id, type, attempt, waitedMs }));
        }
      },
      track,
    });
    const redelivered = { running: false };
    const queues = new Map(
      this.compiled.map((queue) => [
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
          giveBack: (job, reason) => track(finisher.giveBack(job, reason, 'interrupted'), job),
          settled: () => Promise.all(finishing).then(() => {}),
          onMessage: (message: Msg) => receive(queue.name, message),
          redelivered,
        }),
      ]),
    );
    const receive = (queue: string, message: Msg) => {
      const received = readReceived(message);
      if (!received) {
        void this.refuseForeign(broker, message);
        return;
      }
      const job = activeJob(received, heartbeats.table.claim(received.ackSubject));
      hand.jobs += 1;
      // An ending waits for its mover, which must cost no slot.
      if (!received.ending) queueOfJob(job).received(job);
      runner.receive(job, pass);
    };
    const load = () => ({ running: runner.running, inHand: hand.jobs });
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
      announcer: new WorkerAnnouncer(broker, workload, this.compiled, this.name, namedLimits(options), load),
      settled: async () => {
        while (finishing.size > 0) await Promise.all(finishing);
      },
      giveBackHeld: async (job, reason) => finisher.giveBack(job, reason, 'interrupted'),
    };
  }
}

function endedRun({ received, startedAt }: ActiveJob, { clock }: Broker): Omit<EndedRun, 'state'> {
  const { address, type, attempt } = received;
  return { id: address.id, type, attempt, runMs: startedAt === undefined ? undefined : clock.now() - startedAt };
}

/** Counts the jobs in hand. */
interface Hand {
  jobs: number;
}

interface Parts<Manager> {
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
  settled: () => Promise<void>;
  giveBackHeld: (job: ActiveJob, reason: string) => Promise<void>;
}
