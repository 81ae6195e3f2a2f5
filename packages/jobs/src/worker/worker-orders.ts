import type { WorkerAnnouncement, WorkerCommand, WorkerState } from '@kickoff/contracts';
import { DrainWatch } from './drain-watch.js';

export interface WorkerOrdersOptions {
  /** Jobs in hand. */
  inHand: () => number;
  pause: (cause: string) => void;
  resume: (cause: string) => void;
  /** Whether somebody starts the process anew when it is drained. */
  isSupervised: () => boolean;
  /** A restart was asked for. */
  onRestart: (command: WorkerCommand) => void;
  /** Nothing is left in hand, and a restart was asked for. */
  onDrained: () => void;
  /** Something is to be told of. */
  onChange: () => void;
}

/** Why a worker that was told to does not pull, as it tells operators. */
const CAUSE = 'an operator holds this worker';

/** What operators told a worker, and how far it has come with it. The last word counts; a restart is not taken back. */
export class WorkerOrders {
  private last: WorkerCommand | undefined;
  private isDrained = false;
  private readonly drain: DrainWatch;

  constructor(private readonly options: WorkerOrdersOptions) {
    this.drain = new DrainWatch(options.inHand, () => this.drained());
  }

  stop(): void {
    this.drain.stop();
  }

  /** @throws Error that says why it is not done */
  obey(command: WorkerCommand): void {
    const { options } = this;
    if (this.last?.name === 'restart') throw new Error(`it is about to end: ${said(this.last)}`);
    if (command.name === 'restart' && !options.isSupervised())
      throw new Error('nobody starts its process anew: nothing there listens to the event `drained`');
    this.drain.stop();
    this.isDrained = false;
    this.last = command.name === 'resume' ? undefined : command;
    if (command.name === 'resume') options.resume(CAUSE);
    else options.pause(CAUSE);
    if (command.name === 'drain' || command.name === 'restart') this.drain.start();
    if (command.name === 'restart') options.onRestart(command);
    options.onChange();
  }

  /** @param isPulling whether it pulls, for whatever cause it does not */
  state(isPulling: boolean): WorkerState {
    if (this.isDrained) return 'drained';
    if (this.last?.name === 'drain' || this.last?.name === 'restart') return 'draining';
    return isPulling ? 'working' : 'paused';
  }

  /** What it was told, while that stands. */
  get told(): WorkerAnnouncement['told'] {
    return this.last;
  }

  private drained(): void {
    this.isDrained = true;
    this.options.onChange();
    if (this.last?.name === 'restart') this.options.onDrained();
  }
}

function said({ reason, by }: WorkerCommand): string {
  return `${reason} (${by})`;
}
