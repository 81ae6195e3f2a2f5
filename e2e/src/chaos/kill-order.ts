import { VICTIMS, type Victim } from './fleet.js';

/** Workers every other time; in between each of the others once in a random order, then in another one, for ever. */
export function* killOrder(random: () => number): Generator<Victim, never> {
  for (;;) {
    const others: Victim[] = VICTIMS.filter((victim) => victim !== 'worker');
    while (others.length > 0) {
      yield 'worker';
      yield* others.splice(Math.floor(random() * others.length), 1);
    }
  }
}
