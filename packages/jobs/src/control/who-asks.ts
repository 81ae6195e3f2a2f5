import { hostname, userInfo } from 'node:os';

/** User and host of this process, for histories. */
export function whoAsks(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    // A process whose user has no entry in the system's list, as in many containers.
    return hostname();
  }
}
