/** What the command tells the shell. Scripts match on these; docs/guides/cli.md lists them. */
export const EXIT_CODES = {
  /** Done, and nothing is wrong. */
  ok: 0,
  /** It was tried and failed. */
  failed: 1,
  /** The command line or a setting is wrong; nothing was tried. */
  usage: 2,
  /** It was looked at, and something is wrong there: `doctor`, `config check`, `status`. */
  unhealthy: 3,
  /** NATS, PostgreSQL or the API does not answer. */
  unreachable: 4,
  /** What was asked for is not there. */
  notFound: 5,
  /** The API knows no such key, or the key may not do this. */
  refused: 6,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** For people. */
export const EXIT_CODE_MEANINGS: Readonly<Record<keyof typeof EXIT_CODES, string>> = {
  ok: 'done, and nothing is wrong',
  failed: 'it was tried and failed',
  usage: 'the command line or a setting is wrong; nothing was tried',
  unhealthy: 'something is wrong with what was looked at',
  unreachable: 'NATS, PostgreSQL or the API does not answer',
  notFound: 'what was asked for is not there',
  refused: 'the key for the API is not good, or may not do this',
};
