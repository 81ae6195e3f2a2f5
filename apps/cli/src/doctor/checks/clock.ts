import { defineCheck, type Finding } from '../check.js';

/** Times in logs and in the record visibly disagree from here on. */
const WORTH_A_WARNING_MS = 1_000;

export const clock = defineCheck({
  name: 'clock',
  needs: ['connected'],
  find: async ({ connected }) => clockFindings(connected.clock.skewMs),
});

/** @param skewMs server time minus ours */
export function clockFindings(skewMs: number): Finding[] {
  if (Math.abs(skewMs) <= WORTH_A_WARNING_MS) return [];
  return [
    {
      severity: 'warning',
      what: `this machine's clock is ${Math.abs(skewMs)} ms ${skewMs > 0 ? 'behind' : 'ahead of'} the NATS server's`,
      where: 'clock of this machine or of the server',
      remedy: 'let both follow NTP',
    },
  ];
}
