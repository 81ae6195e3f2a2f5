import type { Broker } from '@kickoff/jobs';
import type { LoadedWorkload } from '@kickoff/nest';
import type { Environment } from '@kickoff/nest/settings';
import type { DataSource } from 'typeorm';

/** One thing that is not as it should be. */
export interface Finding {
  /** `problem`: jobs are lost, wait or fail because of it. `warning`: they may come to. */
  severity: 'problem' | 'warning';
  /** What is wrong, in one sentence without a full stop. */
  what: string;
  /** Stream, table, setting or server. */
  where: string;
  /** What to do about it. */
  remedy: string;
}

/** What there is to look at. A part that could not be reached is undefined, and another check has said so. */
export interface Patient {
  environment: Environment;
  connected: Broker | undefined;
  /** The same, when the account may use JetStream. */
  broker: Broker | undefined;
  database: DataSource | undefined;
  /** Undefined when KICKOFF_WORKLOADS cannot be loaded. */
  workloads: readonly LoadedWorkload[] | undefined;
}

/** Looks at one thing. */
export interface Check {
  /** Kebab-case; `--json` names it. */
  name: string;
  /** Parts without which it is passed over. */
  needs: readonly (keyof Patient)[];
  /** Called when what it needs is there. */
  find: (patient: Patient) => Promise<readonly Finding[]>;
}

type With<Need extends keyof Patient> = Patient & { [Part in Need]: NonNullable<Patient[Part]> };

/** A check whose `find` gets what it needs as present. */
export function defineCheck<const Need extends keyof Patient>({
  name,
  needs,
  find,
}: {
  name: string;
  needs: readonly Need[];
  find: (patient: With<Need>) => Promise<readonly Finding[]>;
}): Check {
  return { name, needs, find: (patient) => find(patient as With<Need>) };
}
