import { EventEmitter } from 'node:events';
import { hostname } from 'node:os';
import { byEveryName, ConfigurationInvalid, type WorkerState } from '@kickoff/contracts';
import { Balancer, type BalanceOptions } from '../balance/balancer.js';
import { queueLoads } from '../balance/queue-loads.js';
import { Broker } from '../broker/broker.js';
import { ACK_WAIT_MS, ensureConsumers } from '../broker/topology.js';
import { ControlWatch } from '../client/control-watch.js';
import { probeHandler } from '../probe/probe-queue.js';
import { checkContracts } from '../registry/check-contracts.js';
import { servedContracts } from '../registry/worker-announcer.js';
import { JobThreads } from '../threads/job-threads.js';
import { threadedSlots } from '../threads/thread-queue.js';
import { ABORT_GRACE_MS, assembleWorker, type WorkerParts } from './assemble-worker.js';
import { CeilingWatch } from './ceilings.js';
import type { HandledJob } from './handler.js';
import { prepareHandler } from './prepare-handler.js';
import { ProcessHealth } from './process-health.js';
import { within } from './within.js';
import type { WorkerEvents } from './worker-events.js';
import { WorkerListeners } from './worker-listeners.js';
import { WorkerOrders } from './worker-orders.js';
import { compileQueues, queueNamed, type CompiledQueue, type WorkerOptions } from './worker-options.js';

/** How long a stopping worker insists on recording its results. */
const LAST_WORDS_MS = 10_000;

/**
 * Runs handlers for some queues of one workload, from its start to its stop. What it consists of is wired by `assembleWorker`.
 */
export class Worker<Manager = unknown> extends EventEmitter<WorkerEvents> {
  readonly name: string;
  private readonly compiled: CompiledQueue[];
  private readonly handlers: ReadonlyMap<string, HandledJob>;
  private readonly balancer: Balancer | undefined;
  private readonly ceilings: CeilingWatch | undefined;
  private readonly threads: JobThreads | undefined;
  private readonly health = new ProcessHealth();
  private readonly orders: WorkerOrders;
  private parts: WorkerParts<Manager> | undefined;
  private pausedBecause = new Set<string>();
  private readonly tell = new WorkerListeners(this);

  constructor(private readonly options: WorkerOptions<Manager>) {
    super();
    this.compiled = compileQueues(options);
    this.threads = JobThreads.for({
      handlers: options.handlers,
      most: threadedSlots(options.workload, this.compiled, options.balance !== undefined),
      abortGraceMs: options.abortGraceMs ?? ABORT_GRACE_MS,
      warn: (message, error) => this.tell.warning(message, error),
    });
    const handled = options.handlers.map((each) => prepareHandler(this.threads?.bind(each) ?? each, options));
    const probes = this.compiled.map((queue) => probeHandler(options.workload.name, queue));
    this.handlers = byEveryName([...probes, ...handled], ({ contract }) => contract);
    this.balancer = options.balance && this.balance(options.balance);
    this.ceilings = options.ceilings && this.watchCeilings(options.ceilings);
    this.orders = new WorkerOrders({
      inHand: () => this.inHand,
      pause: (cause) => void this.pause(cause),
      resume: (cause) => this.resume(cause),
      isSupervised: () => this.listenerCount('restartAsked') + this.listenerCount('drained') > 0,
      onRestart: (command) => this.tell.restartAsked(command),
      onDrained: () => this.tell.drained(),
      onChange: () => this.parts?.announcer.tellNow(),
    });
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
      control.overrides.useDefaults(options.defaults ?? {});
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
      warn: (message, error) => this.tell.warning(message, error),
    });
    await this.threads?.start();
    let ackWaitMs = ACK_WAIT_MS;
    for (const queue of options.workload.queues) {
      if (!this.compiled.some(({ name }) => name === queue.name)) continue;
      ackWaitMs = Math.min(ackWaitMs, await ensureConsumers(broker.manager, options.workload.name, queue));
    }
    await control.start();
    this.parts = assembleWorker({
      broker,
      control,
      ownBroker,
      ackWaitMs,
      name: this.name,
      options,
      compiled: this.compiled,
      handlers: this.handlers,
      tell: this.tell,
      onStarted: () => this.ceilings?.count(),
      obey: (command) => {
        this.orders.obey(command);
        return this.state;
      },
      selfPortrait: () => ({
        state: this.state,
        causes: [...this.pausedBecause],
        told: this.orders.told,
        ...this.health.read(),
      }),
    });
    const { heartbeats, lines, runner, announcer, commands } = this.parts;
    this.health.start();
    heartbeats.start();
    lines.start();
    runner.start();
    commands.start();
    announcer.start();
    control.onCancel((jobId, workload, reason) => {
      if (workload === this.options.workload.name) runner.cancel(jobId, reason);
    });
    void broker.watchStatus((connected) => connected && runner.reconnected());
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

  /** What it does with jobs. A pause of a queue or of the workload is none of the worker. */
  get state(): WorkerState {
    return this.orders.state(this.pausedBecause.size === 0);
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
    this.orders.stop();
    parts.commands.stop();
    parts.runner.startNoMore();
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
    this.health.stop();
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
        const { broker, queues, control } = this.parts;
        const { name } = this.options.workload;
        const isPaused = (queue: string) => control.pauses.ofQueue(name, queue) !== undefined;
        return queueLoads(broker.manager, name, this.compiled, queues, isPaused);
      },
      setSlots: (queue, slots) => this.setSlots(queue, slots),
      warn: (message, error) => this.tell.warning(message, error),
    });
  }

  private watchCeilings(ceilings: NonNullable<WorkerOptions['ceilings']>): CeilingWatch {
    return new CeilingWatch({
      ceilings,
      running: () => this.running,
      onReached: (reached) => {
        void this.pause(`${reached.ceiling} reached its ceiling`);
        this.tell.ceilingReached(reached);
      },
      onDrained: () => this.tell.drained(),
    });
  }
}
