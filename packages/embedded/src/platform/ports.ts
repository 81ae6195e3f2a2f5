import { freePort, isFree } from '../process/free-port.js';

/** A port that somebody asked for by a setting is taken. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  constructor(
    readonly port: number,
    /** Who was to listen on it, e.g. `api`. */
    readonly listener: string,
    /** Where the port was asked for, e.g. `KICKOFF_DEMO_API_PORT`. */
    readonly setting: string,
  ) {
    super(
      `port ${port} for ${listener} is taken; ${setting} asks for it: set another port, or unset it to take a free one`,
    );
  }
}

export interface PortWish {
  readonly listener: string;
  /** Must be this one, if set. */
  readonly asked?: number | undefined;
  readonly setting: string;
  /** Rather this one than any other. */
  readonly preferred?: number | undefined;
}

/** A free port for a listener.
 * @throws PortTaken when the one asked for is not free */
export async function choosePort({ listener, asked, setting, preferred }: PortWish): Promise<number> {
  if (asked !== undefined) {
    if (!(await isFree(asked))) throw new PortTaken(asked, listener, setting);
    return asked;
  }
  return preferred !== undefined && (await isFree(preferred)) ? preferred : freePort();
}
