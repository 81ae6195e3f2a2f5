/** A request of the API: method, path below `/api/v1`, body. */
export type ApiRequest = readonly [method: string, path: string, body?: unknown];

/** Asks the API something as an administrator; throws unless it answers with success. */
export type Ask = (...request: ApiRequest) => Promise<Record<string, unknown>>;

/** Makes something that an operation can be done to, and says what it is called. `word` is a new one. */
export type Maker = (ask: Ask, word: string) => Promise<string>;

/** What a read of the API shows, once the record has followed. */
export type Effect = readonly [path: string, matches: object];

/** How one operation is driven on a running system, by either way, and what is so afterwards. */
export interface OperationCase {
  /** Default: nothing is made, and `it` is the word. */
  make?: Maker;
  http: (it: string) => ApiRequest;
  cli: (it: string) => readonly string[];
  /** Of what changes something. */
  effect?: (it: string) => Effect;
  /** Of what only reads: a part of what both ways answer. Default: `it`. */
  shows?: string;
  /** What puts things as they were. */
  after?: ApiRequest;
}
