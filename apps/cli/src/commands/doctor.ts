import { defineCommand } from '../cli/define-command.js';
import { EXIT_CODES } from '../cli/exit-codes.js';
import { styled } from '../cli/terminal.js';

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'Says what is wrong with an installation and what to do about it',
  description:
    'Looks at the NATS server, streams, buckets and consumers, the file store, migrations, scheduler services, schedules, and the types that workers serve. Changes nothing, except that --probe runs a test job in every queue. Exits with 3 when there is a problem, and with 4 when a server does not answer; warnings alone exit with 0.',
  options: {
    probe: { kind: 'flag', summary: 'run a test job through every queue and priority' },
    timeout: { kind: 'text', value: 'duration', summary: 'how long a test job may take (default 15s)' },
  },
  examples: [
    { line: 'kickoff doctor' },
    { line: 'kickoff doctor --probe --timeout 30s' },
    { line: "kickoff doctor --json | jq '.checks[].findings[]'" },
  ],
  async run({ options: { probe: isProbing, timeout = '15s' }, context }) {
    const [{ admitPatient }, { examine }, { CHECKS }, { probe }, { parseDuration }] = await Promise.all([
      import('../doctor/admit-patient.js'),
      import('../doctor/examine.js'),
      import('../doctor/checks/index.js'),
      import('../doctor/checks/probe.js'),
      import('../cli/parse-duration.js'),
    ]);
    const timeoutMs = parseDuration('--timeout', timeout);
    const { patient, checks } = await admitPatient(context);
    const probes = isProbing ? [probe({ timeout: `${timeoutMs}ms`, stderr: context.terminal.stderr })] : [];
    const examinations = await examine([...checks, ...CHECKS, ...probes], patient);
    const isUp = patient.connected !== undefined && patient.database !== undefined;
    const isWell = examinations.every(({ result }) => result !== 'problem');
    return {
      json: { ok: isWell, checks: examinations },
      text: () => examinations.map(examinationText).join('\n'),
      exitCode: isWell ? EXIT_CODES.ok : isUp ? EXIT_CODES.unhealthy : EXIT_CODES.unreachable,
    };
  },
});

const STYLES = { ok: 'green', warning: 'yellow', problem: 'red', skipped: 'dim' } as const;

function examinationText({
  check,
  result,
  findings,
}: {
  check: string;
  result: keyof typeof STYLES;
  findings: readonly { what: string; where: string; remedy: string }[];
}): string {
  return [
    `${styled(STYLES[result], result.padEnd(8))} ${check}`,
    ...findings.map(
      ({ what, where, remedy }) => `         ${what}\n           where: ${where}\n           to do: ${remedy}`,
    ),
  ].join('\n');
}
