import type { Check, Finding, Patient } from './check.js';

export interface Examination {
  check: string;
  /** `skipped`: something it needs is away. */
  result: 'ok' | 'warning' | 'problem' | 'skipped';
  findings: readonly Finding[];
}

/** Runs checks one after the other, so that a small server is not asked everything at once. */
export async function examine(
  checks: readonly Check[],
  patient: Patient,
  onDone: (examination: Examination) => void = () => {},
): Promise<Examination[]> {
  const examinations: Examination[] = [];
  for (const check of checks) {
    const examination = await examineOne(check, patient);
    examinations.push(examination);
    onDone(examination);
  }
  return examinations;
}

async function examineOne({ name: check, needs, find }: Check, patient: Patient): Promise<Examination> {
  if (needs.some((part) => patient[part] === undefined)) return { check, result: 'skipped', findings: [] };
  const findings = await find(patient);
  const isProblem = findings.some(({ severity }) => severity === 'problem');
  return { check, result: isProblem ? 'problem' : findings.length > 0 ? 'warning' : 'ok', findings };
}
