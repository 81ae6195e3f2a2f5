import fc from 'fast-check';

/** Texts that mean something to PostgreSQL, to the broker, to HTTP or to JavaScript. */
const TEXTS = [
  `' OR '1'='1`,
  `'; DROP TABLE kickoff.job_states; --`,
  `\\'; SELECT pg_sleep(20); --`,
  `$1`,
  `%27%20UNION%20SELECT%20hash%20FROM%20kickoff.api_keys--`,
  '{"$gt": ""}',
  '>',
  '*',
  'kitchen.>',
  '*.*.>',
  '$JS.API.STREAM.DELETE.DEAD',
  '$KV.control.admission',
  'x\r\nPUB events.kitchen.forged.job 2\r\n[]',
  '_INBOX.x',
  '../../keys',
  '..%2f..%2fkeys',
  '__proto__',
  'constructor',
  '\u0000',
  'a\u0000b',
  '\uD800',
  '\u202Etxt',
  '',
  ' ',
  '-1d',
  '99999999999999999999d',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00.001Z',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'é'.repeat(300),
  'x'.repeat(10_000),
] as const;

const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

/** Values in the place of others. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(null, true, -1, 0, 1e308, 2 ** 53, -0.5, 1e-320, [], {}, [[[[]]]]),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

export interface RawBody {
  type: string;
  body: string | Uint8Array<ArrayBuffer>;
}

/** Bodies that are no JSON, or none that should be read. */
export const HOSTILE_BODIES: readonly RawBody[] = [
  { type: 'application/json', body: '{"type":' },
  { type: 'application/json', body: 'null' },
  { type: 'application/json', body: '['.repeat(50_000) },
  { type: 'application/json', body: `${'{"a":'.repeat(200)}1${'}'.repeat(200)}` },
  { type: 'application/json', body: '{"__proto__":{"role":"admin"}}' },
  { type: 'application/json', body: '{"constructor":{"prototype":{"role":"admin"}}}' },
  { type: 'application/json', body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) },
  { type: 'application/json; charset=utf-16', body: new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]) },
  { type: 'application/json', body: JSON.stringify({ type: 'x'.repeat(300_000) }) },
  { type: 'text/plain', body: 'hello' },
  { type: 'application/xml', body: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' },
  { type: 'multipart/form-data; boundary=x', body: '--x--' },
  { type: 'application/x-www-form-urlencoded', body: 'a[b][c]=d' },
];

/** The value with something hostile in the place of one of its parts, a leaf or a whole branch. */
export function corrupted(value: unknown, chosen: number, hostile: unknown): unknown {
  const isBranch = typeof value === 'object' && value !== null && ['Object', 'Array'].includes(value.constructor.name);
  if (!isBranch || chosen % 7 === 6) return hostile;
  const entries = Object.entries(value);
  if (entries.length === 0) return hostile;
  const at = chosen % entries.length;
  const changed = entries.map(([name, part], index) =>
    index === at
      ? ([name, corrupted(part, Math.floor(chosen / entries.length), hostile)] as const)
      : ([name, part] as const),
  );
  return Array.isArray(value)
    ? changed.map(([, part]): unknown => part)
    : (Object.fromEntries(changed) as Record<string, unknown>);
}
