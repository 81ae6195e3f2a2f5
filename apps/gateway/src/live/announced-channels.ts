import { isDeepStrictEqual } from 'node:util';
import type { ChannelRule } from '@kickoff/contracts';
import { registeredWorkloads, type Broker } from '@kickoff/jobs';
import type { Log } from './log.js';

/** Channels by workload. */
export type Channels = Readonly<Record<string, readonly ChannelRule[]>>;

const READ_EVERY_MS = 1_000;

/**
 * The channels of all workloads: those that are loaded, by their code, and those whose workers announced them. A workload of
 * another team has its channels within two seconds of its worker's start.
 */
export class AnnouncedChannels {
  private channels: Channels;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly broker: Broker,
    private readonly loaded: Channels,
    private readonly onChange: (channels: Channels) => void,
    private readonly log: Log,
  ) {
    this.channels = loaded;
  }

  /** Resolves when the registry was read for the first time: until then nobody should be told what is no workload. */
  async start(): Promise<void> {
    for (;;) {
      const read = await this.runOnce().then(
        () => true,
        (error: unknown) => this.complain(error),
      );
      if (read || this.stopped) break;
      await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS));
    }
    this.again();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Whether anything is different. @throws BrokerUnavailable */
  async runOnce(): Promise<boolean> {
    const announced = await registeredWorkloads(this.broker);
    const channels = {
      ...Object.fromEntries([...announced].map(([name, workload]) => [name, workload.channels])),
      ...this.loaded,
    };
    if (isDeepStrictEqual(channels, this.channels)) return false;
    this.channels = channels;
    this.onChange(channels);
    return true;
  }

  private again(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      void this.runOnce()
        .catch((error: unknown) => this.complain(error))
        .finally(() => this.again());
    }, READ_EVERY_MS);
  }

  private complain(error: unknown): false {
    if (!this.stopped) this.log.warn('the registry cannot be read; channels stay as they are', { error });
    return false;
  }
}
