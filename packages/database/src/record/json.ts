/** `\u0000` and lone halves of surrogate pairs: valid in JSON, refused by PostgreSQL's jsonb and text. */
const REFUSED = /\\u0000|\\ud[89a-f]/i;

/**
 * JSON text that PostgreSQL accepts whatever strings are in the value: NUL is dropped, lone surrogates become U+FFFD.
 * One such character in an error message must not hold up a whole batch.
 */
export function databaseJson(value: unknown): string {
  const text = JSON.stringify(value);
  return REFUSED.test(text) ? JSON.stringify(clean(JSON.parse(text))) : text;
}

/** As `databaseJson`, for a text. */
export function databaseText(text: string): string {
  return REFUSED_TEXT.test(text) ? (clean(text) as string) : text;
}

// oxlint-disable-next-line no-control-regex -- NUL is what must go
const REFUSED_TEXT = /[\0\ud800-\udfff]/;

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [clean(key), clean(part)]));
}
