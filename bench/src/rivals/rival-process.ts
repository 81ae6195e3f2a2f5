import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { answer } from '../answer.js';
import type { Contender } from '../compare.js';
import type { Opening } from './rival-main.js';
import { RivalServers } from './rival-servers.js';
import type { Rival } from './rival.js';
import type { Measured, Task } from './rival-tasks.js';

/** A rival that has been running for a while. */
export interface WarmRival {
  name: string;
  measure: () => Promise<Measured>;
}

type Measure = (task: Task) => Promise<Measured>;

/** A process of a rival, run as Kickoff's services are, that measures what it is asked for until it is ended. */
async function startRival(rival: Rival, url: string): Promise<{ measure: Measure; end: () => void }> {
  const child = fork(fileURLToPath(new URL('./rival-main.js', import.meta.url)), {
    execArgv: ['--max-semi-space-size=64'],
  });
  const ask = async (message: Opening | Task): Promise<unknown> => {
    child.send(message);
    return answer(child);
  };
  await ask({ rival: rival.name, url });
  return {
    measure: async (task) => (await ask(task)) as Measured,
    end: () => void child.kill(),
  };
}

/** Rivals that measure `task` in a new process each round, like a worker that has just been started. */
export function freshRivals(servers: RivalServers, rivals: readonly Rival[], task: Task): Contender[] {
  return here(rivals).map((rival) => ({
    name: rival.name,
    round: async () => {
      const { measure, end } = await startRival(rival, await servers.addressFor(rival));
      try {
        return (await measure(task)).perSecond!;
      } finally {
        end();
      }
    },
  }));
}

/** Rivals that measure `task` in one process over all rounds, like a producer that has been running for long. */
export async function withWarmRivals<T>(
  servers: RivalServers,
  rivals: readonly Rival[],
  task: Task,
  use: (measuring: WarmRival[]) => Promise<T>,
): Promise<T> {
  const started: { name: string; measure: Measure; end: () => void }[] = [];
  try {
    for (const rival of here(rivals)) {
      const process = await startRival(rival, await servers.addressFor(rival));
      started.push({ name: rival.name, ...process });
    }
    return await use(started.map(({ name, measure }) => ({ name, measure: () => measure(task) })));
  } finally {
    for (const { end } of started) end();
  }
}

function here(rivals: readonly Rival[]): Rival[] {
  return rivals.filter((rival) => RivalServers.missing(rival) === undefined);
}

/** Rivals as contenders that give jobs per second. */
export function perSecond(rivals: readonly WarmRival[]): Contender[] {
  return rivals.map(({ name, measure }) => ({ name, round: async () => (await measure()).perSecond! }));
}
