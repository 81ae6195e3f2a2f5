import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { operationsOf, type ApiDocument, type Operation } from './api-document.js';
import { Seen } from './known.js';
import { harmed, type PlannedRequest, type Sender } from './request.js';
import { Targets, type PathParams } from './targets.js';

/** More than any answer takes, on whatever machine. */
const PATIENCE_MS = 30_000;
/** A key, the secret of a receiver, a hash of either. */
const SECRET = /\bk[ks]_[\w-]{43}|\b[0-9a-f]{64}\b|\\x[0-9a-f]{64}/;
/** What of the inside no caller needs. */
const INSIDE = /node_modules|\bat \S+ \(|\b(?:SELECT|INSERT INTO|UPDATE) kickoff\.|QueryFailed/;
/** Answers that show one on purpose, to whoever made it. */
const SHOWS_ONCE: Readonly<Record<string, string>> = { createKey: 'key', rotateKey: 'key', createReceiver: 'secret' };

export interface FuzzedApiOptions {
  /** `http://…/api/v1` */
  url: string;
  keys: Readonly<Record<Sender, string | undefined>>;
  document: ApiDocument;
  /** Passwords and the like, which no answer may have in it. */
  secrets: readonly string[];
  known: Readonly<Record<string, readonly string[]>>;
}

/** How often an operation was asked for, and how. */
export interface Count {
  sent: number;
  /** With a good key, and past validation. */
  taken: number;
  succeeded: number;
  /** Answered that no scheduler service answered in time. */
  busy: number;
  byStatus: Record<number, number>;
}

/** An API that is sent planned requests, and whose every answer is looked at. */
export class FuzzedApi {
  readonly operations: readonly Operation[];
  readonly counts: ReadonlyMap<string, Count>;
  private readonly seen: Seen;
  private readonly targets: Targets;
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: true });
  private readonly answers = new Map<string, ValidateFunction>();

  constructor(private readonly options: FuzzedApiOptions) {
    this.operations = operationsOf(options.document);
    this.counts = new Map(
      this.operations.map(({ id }) => [id, { sent: 0, taken: 0, succeeded: 0, busy: 0, byStatus: {} }] as const),
    );
    this.seen = new Seen(options.known);
    this.targets = new Targets((method, path, body) => this.ask(method, path, body));
    addFormats.default(this.ajv);
    this.ajv.addSchema({ $id: 'api', components: options.document.components });
    for (const { id, answer } of this.operations)
      this.answers.set(id, this.ajv.compile(JSON.parse(JSON.stringify(answer).replaceAll('"#/', '"api#/')) as object));
  }

  /** @throws Error that says what is wrong with the answer, and to which request */
  async send(operation: Operation, planned: PlannedRequest): Promise<void> {
    const request = await this.filled(operation, planned);
    const [path, init] = requestOf(operation, request, this.options.keys[planned.sender]);
    const { status, text } = await this.exchange(path, init);
    const count = this.counts.get(operation.id)!;
    // Told apart: a scheduler service that gets no processor time answers late, and asking again is safe.
    if (status === 503 && parsed(text)['code'] === 'SCHEDULER_UNAVAILABLE') {
      count.busy += 1;
      return;
    }
    const wrong = this.wrongWith(operation, status, text) ?? forbidden(operation, planned.sender, status);
    if (wrong !== undefined)
      throw new Error(
        `${wrong}\n${operation.id}: ${init.method} ${path} as ${planned.sender}\n${JSON.stringify(init)}\n${status} ${text.slice(0, 2_000)}`,
      );
    if (status < 300) this.seen.learn(operation.id, JSON.parse(text));
    count.sent += 1;
    count.byStatus[status] = (count.byStatus[status] ?? 0) + 1;
    const { code = '' } = status < 400 ? {} : (JSON.parse(text) as { code?: string });
    if (![400, 401, 403, 413, 415, 422].includes(status) && !code.endsWith('_INVALID')) count.taken += 1;
    if (status < 300) count.succeeded += 1;
  }

  /** As an administrator, of whatever the fuzzer itself needs. */
  async ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const headers = { Authorization: `Bearer ${this.options.keys.admin}`, 'Content-Type': 'application/json' };
    const { status, text } = await this.exchange(path, { method, headers, body: JSON.stringify(body) });
    if (status >= 300) throw new Error(`${method} ${path} ${JSON.stringify(body)}: ${status} ${text}`);
    const answer = JSON.parse(text) as Record<string, unknown>;
    this.seen.learn('', answer);
    return answer;
  }

  private async exchange(path: string, init: RequestInit): Promise<{ status: number; text: string }> {
    const response = await fetch(this.options.url + path, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    return { status: response.status, text: await response.text() };
  }

  private async filled(operation: Operation, { harm, ...planned }: PlannedRequest) {
    const path = operation.path.includes('{') ? await this.targets.next(operation) : {};
    const known = (value: unknown) => this.seen.fill(operation.id, value);
    return {
      path: harmed('path', path, harm),
      query: harmed('query', known(planned.query), harm),
      headers: harmed('headers', known(planned.headers), harm),
      body: harmed('body', known(planned.body), harm),
      raw: harm?.kind === 'raw' ? harm.raw : undefined,
    };
  }

  private wrongWith({ id, answer, status: success }: Operation, status: number, text: string): string | undefined {
    if (status >= 500) return 'the API failed';
    const secret = SECRET.exec(status < 300 && id in SHOWS_ONCE ? withoutShown(id, text) : text)?.[0];
    if (secret !== undefined) return `a secret is in the answer: ${secret}`;
    if (this.options.secrets.some((each) => text.includes(each))) return 'a password is in the answer';
    if (status >= 400) {
      const { code, detail } = parsed(text) as { code?: unknown; detail?: unknown };
      if (typeof code !== 'string' || typeof detail !== 'string') return 'the answer is no problem document';
      return INSIDE.test(text) ? 'the answer tells of the inside' : undefined;
    }
    if (status === 304) return undefined;
    if (status !== success) return `success is ${success}`;
    const validate = this.answers.get(id)!;
    if (answer && !validate(parsed(text)))
      return `the answer is not as the document says: ${this.ajv.errorsText(validate.errors)}`;
    return undefined;
  }
}

/** Whose key opens nothing. */
const STRANGERS: readonly Sender[] = ['nobody', 'forged', 'revoked', 'expired'];

function forbidden({ isPublic, method }: Operation, sender: Sender, status: number): string | undefined {
  if (isPublic || status >= 400) return undefined;
  if (STRANGERS.includes(sender)) return 'a request without a good key is done';
  return sender === 'viewer' && method !== 'GET' ? 'a viewer changes something' : undefined;
}

interface FilledRequest {
  path: unknown;
  query: unknown;
  headers: unknown;
  body: unknown;
  raw: { type: string; body: string | Uint8Array<ArrayBuffer> } | undefined;
}

function requestOf(
  { method, path }: Operation,
  request: FilledRequest,
  key: string | undefined,
): [string, RequestInit & { method: string }] {
  const params = typeof request.path === 'object' && request.path !== null ? (request.path as PathParams) : {};
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(params[name] ?? request.path));
  const query = pairs(request.query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each) => `${encoded(name)}=${encoded(each)}`),
  );
  const headers = new Headers(key === undefined ? {} : { Authorization: `Bearer ${key}` });
  for (const [name, value] of pairs(request.headers)) if (isHeader(name, value)) headers.set(name, String(value));
  const init: RequestInit & { method: string } = { method, headers };
  if (method !== 'GET' && request.raw) {
    headers.set('Content-Type', request.raw.type);
    init.body = request.raw.body;
  } else if (method !== 'GET' && request.body !== undefined) {
    headers.set('Content-Type', 'application/json');
    init.body = JSON.stringify(request.body);
  }
  return [query.length > 0 ? `${filled}?${query.join('&')}` : filled, init];
}

function pairs(value: unknown): [string, unknown][] {
  if (typeof value === 'object' && value !== null) return Object.entries(value);
  return value === undefined ? [] : [[asText(value), '']];
}

function encoded(value: unknown): string {
  return encodeURIComponent(asText(value).replaceAll(/[\uD800-\uDFFF]/gu, '\uFFFD'));
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** What `fetch` sends at all. */
function isHeader(name: string, value: unknown): boolean {
  return /^[\w-]+$/.test(name) && /^[\t\x20-\x7E\x80-\xFF]*$/.test(String(value));
}

function parsed(json: string): Record<string, unknown> {
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function withoutShown(id: string, answer: string): string {
  return JSON.stringify({ ...parsed(answer), [SHOWS_ONCE[id]!]: undefined });
}
