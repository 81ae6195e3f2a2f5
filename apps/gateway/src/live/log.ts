/** What the live parts need of a logger; pino and Nest's logger adapter both fit. */
export interface Log {
  info: (message: string, fields?: Record<string, unknown>) => void;
  warn: (message: string, fields?: Record<string, unknown>) => void;
}

export const SILENT: Log = { info: () => undefined, warn: () => undefined };
