/** The only place where this package reads the environment. */

/** Ours, as it is. */
export const PROCESS_ENVIRONMENT: Readonly<NodeJS.ProcessEnv> = process.env;

/** What the environment says about servers. */
export interface EmbeddedSettings {
  /** `KICKOFF_NATS_URL`: a NATS server that somebody else runs. */
  readonly natsUrl: string | undefined;
  /** `KICKOFF_DATABASE_URL`: a PostgreSQL that somebody else runs. */
  readonly databaseUrl: string | undefined;
  /** `PATH`, split. */
  readonly searchPath: readonly string[];
}

/** Empty values count as not set. */
export function embeddedSettings(env: Readonly<NodeJS.ProcessEnv> = PROCESS_ENVIRONMENT): EmbeddedSettings {
  return {
    natsUrl: env['KICKOFF_NATS_URL'] || undefined,
    databaseUrl: env['KICKOFF_DATABASE_URL'] || undefined,
    searchPath: (env['PATH'] ?? '').split(process.platform === 'win32' ? ';' : ':').filter((folder) => folder !== ''),
  };
}

/** What every process we start gets from our environment; settings of Kickoff are given by name, since services refuse names they do not know. */
export function inheritedEnvironment(env: Readonly<NodeJS.ProcessEnv> = PROCESS_ENVIRONMENT): Record<string, string> {
  const names = [
    'PATH',
    'HOME',
    'TMPDIR',
    'LANG',
    'TZ',
    'NODE_OPTIONS',
    'SystemRoot',
    'KICKOFF_LOG_LEVEL',
    'KICKOFF_WORKLOADS',
  ];
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
