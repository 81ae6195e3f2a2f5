import fc from 'fast-check';
import type { ApiDocument, Operation } from './api-document.js';
import { corrupted, HOSTILE_BODIES, hostileValue, type RawBody } from './hostile.js';
import { Known } from './known.js';
import { schemaArbitrary } from './schema-arbitrary.js';

/** Who sends a request. Most are sent by an administrator. */
export const SENDERS = ['admin', 'operator', 'publisher', 'viewer', 'nobody', 'forged', 'revoked', 'expired'] as const;
export type Sender = (typeof SENDERS)[number];

/** A request before it is known what is there: `Known` stands where that decides. */
export interface PlannedRequest {
  sender: Sender;
  query: unknown;
  headers: Record<string, unknown>;
  body: unknown;
  /** What is wrong with it on purpose; undefined: nothing. */
  harm: Harm | undefined;
}

export type Harm =
  | { kind: 'part'; place: 'path' | 'query' | 'headers' | 'body'; chosen: number; hostile: unknown }
  | { kind: 'raw'; raw: RawBody };

type Shape = Record<string, unknown>;

type Narrow = (request: { query: Shape; body: Shape }) => void;
const few: Narrow = ({ body }) => Object.assign(body, { limit: 2 });

/**
 * What the document cannot say (that one field follows from another), and what keeps hundreds of requests from doing what
 * would take hours or would end what others need.
 */
const NARROWED: Readonly<Record<string, Narrow>> = {
  actOnJobs: ({ body }) => {
    Object.assign(body['filter'] as Shape, { workload: ['pantry'], queue: undefined, type: undefined });
    body['action'] = { name: 'reprioritise', priority: 'low', reason: 'made at random' };
  },
  backfillSchedule: ({ body }) =>
    Object.assign(body, { from: '2026-01-01T00:00:00Z', to: '2026-01-03T00:00:00Z', limit: 2 }),
  createKey: ({ body }) => Object.assign(body, { role: 'viewer', workloads: [] }),
  createSchedule: ({ body }) =>
    Object.assign(body, {
      ...SCHEDULED,
      id: `kitchen.made-${String(body['id'])
        .match(/[a-z0-9]+/g)
        ?.join('-')}`,
    }),
  editAlertRule: ({ body }) => delete body['receivers'],
  editReceiver: ({ body }) => delete body['target'],
  editSchedule: ({ body }) => Object.assign(body, { input: {}, cron: '0 3 1 1 *', every: undefined, timeZone: 'UTC' }),
  flushDeadLetters: few,
  getStatistics: ({ query }) => delete query['from'],
  moveJob: ({ body }) => Object.assign(body, { queue: 'stove' }),
  overrideLimit: ({ body }) => Object.assign(body, { terms: { windows: [{ limit: 1_000, per: '1s' }] } }),
  purgeQueue: ({ body }) => Object.assign(body, { count: 0 }),
  resolveDeadLetterGroup: few,
  resolveDeadLetters: few,
  retryDeadLetterGroup: few,
  retryDeadLetters: few,
};
/** Fires once a year. */
const SCHEDULED = { type: 'kitchen.bake', input: {}, cron: '0 3 1 1 *', every: undefined, timeZone: 'UTC' };

export function requestArbitrary(operation: Operation, { components }: ApiDocument): fc.Arbitrary<PlannedRequest> {
  const of = (schema: Operation['query']) => schemaArbitrary(schema, components.schemas);
  const good = fc
    .record({
      sender: fc.constant<Sender>('admin'),
      query: of(operation.query),
      headers: headersArbitrary(operation, of),
      body: operation.body ? of(operation.body) : fc.constant(undefined),
      harm: fc.constant(undefined),
    })
    .map((request): PlannedRequest => narrowed(operation, request));
  const places = [
    'query',
    'headers',
    ...(operation.path.includes('{') ? ['path'] : []),
    ...(operation.body ? ['body'] : []),
  ];
  const harm: fc.Arbitrary<Harm> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('part' as const),
        place: fc.constantFrom(...places) as fc.Arbitrary<'query'>,
        chosen: fc.nat(),
        hostile: hostileValue,
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_BODIES).map((raw) => ({ kind: 'raw' as const, raw })) },
  );
  const bad = fc.record({ good, harm, sender: fc.constantFrom<Sender>('admin', 'admin', ...SENDERS) });
  return fc.oneof(
    { weight: 4, arbitrary: good },
    { weight: 1, arbitrary: bad.map(({ good: request, ...rest }): PlannedRequest => ({ ...request, ...rest })) },
  );
}

/** With those that a good request has: new keys, and what every resource matches. */
function headersArbitrary(
  { headers }: Operation,
  of: (schema: Operation['headers']) => fc.Arbitrary<unknown>,
): fc.Arbitrary<Record<string, unknown>> {
  const good: Record<string, fc.Arbitrary<unknown>> = { 'Idempotency-Key': fc.uuid(), 'If-Match': fc.constant('*') };
  const entries = Object.entries(headers.properties ?? {}).map(
    ([name, schema]) => [name, good[name] ?? of(schema)] as const,
  );
  return fc.record(Object.fromEntries(entries), { requiredKeys: [], noNullPrototype: true });
}

function narrowed({ id }: Operation, request: PlannedRequest): PlannedRequest {
  // A copy: fast-check may give the same value again.
  const copy = { ...request, query: { ...(request.query as Shape) } };
  copy.body = copied(request.body);
  NARROWED[id]?.(copy as { query: Shape; body: Shape });
  completeJobs(copy.body);
  return copy;
}

/** Lists and objects anew, down to what is known only later. */
function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Known) return value;
  if (Array.isArray(value)) return value.map(copied);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copied(each)]));
}

/** Every job of a body has an input, and starts at a time or after one. */
function completeJobs(value: unknown): void {
  if (typeof value !== 'object' || value === null || value instanceof Known) return;
  const part = value as Shape;
  if ('type' in part && !('jobs' in part) && !('kind' in part)) {
    part['input'] ??= {};
    if ('at' in part) delete part['delay'];
  }
  for (const each of Object.values(part)) completeJobs(each);
}

/** A part of a request, with what is wrong on purpose. */
export function harmed(place: 'path' | 'query' | 'headers' | 'body', value: unknown, harm: Harm | undefined): unknown {
  return harm?.kind === 'part' && harm.place === place ? corrupted(value, harm.chosen, harm.hostile) : value;
}
