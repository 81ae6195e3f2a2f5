import { migrationDifferences, PLATFORM_MIGRATIONS } from '@kickoff/database';
import { defineCheck, type Finding } from '../check.js';

export const migrations = defineCheck({
  name: 'migrations',
  needs: ['database', 'workloads'],
  find: async ({ database, workloads }) => {
    const sets = [PLATFORM_MIGRATIONS, ...workloads.flatMap(({ manifest }) => manifest.database ?? [])];
    const { missing, foreign } = await migrationDifferences(database, sets);
    return [
      ...missing.map(({ name }): Finding => ({
        severity: 'problem',
        what: `migration ${name} is missing`,
        where: `PostgreSQL, schema ${name.split('/')[0]}`,
        remedy: 'run `kickoff migrate`',
      })),
      ...foreign.map(({ name, breaking }): Finding => ({
        severity: breaking ? 'problem' : 'warning',
        what: `migration ${name} is not known to this version${breaking ? ', and older code cannot work with it' : ''}`,
        where: `PostgreSQL, schema ${name.split('/')[0]}`,
        remedy: 'deploy the version that brought it, everywhere',
      })),
    ];
  },
});
