/** Headers of a response, as `fetch` or Node's `http` gives them. */
export type ResponseHeaders =
  { get(name: string): string | null } | Readonly<Record<string, string | readonly string[] | undefined>>;

/** One limit as an upstream states it. */
export interface StatedLimit {
  /** The policy's name; `requests` of `x-ratelimit-requests-…`; empty where there is none. */
  name: string;
  limit: number | undefined;
  remaining: number | undefined;
  /** Milliseconds until there is more. */
  resetInMs: number | undefined;
  windowMs: number | undefined;
}

export interface StatedLimits {
  /** Milliseconds before which asking is useless, by `retry-after`. */
  retryAfterMs: number | undefined;
  limits: StatedLimit[];
}

/** Beginnings of the names of three headers each: limit, remaining, reset. */
const FAMILIES = [
  { prefix: 'x-ratelimit-', name: '' },
  { prefix: 'x-ratelimit-requests-', name: 'requests' },
  // Earlier drafts of the `ratelimit` header.
  { prefix: 'ratelimit-', name: '' },
] as const;

/**
 * Reads `retry-after` (RFC 9110), `ratelimit` with `ratelimit-policy` (IETF draft, and its form up to version 7) and the
 * customary `x-ratelimit-limit`, `-remaining` and `-reset`. What cannot be read is left out.
 *
 * @param now milliseconds since the epoch, to compare times with
 */
export function limitHeaders(headers: ResponseHeaders, now: number): StatedLimits {
  const get = reader(headers);
  const limits = FAMILIES.map(({ prefix, name }) => ({
    name,
    limit: count(get(`${prefix}limit`)),
    remaining: count(get(`${prefix}remaining`)),
    resetInMs: until(get(`${prefix}reset`), now),
    windowMs: undefined,
  }));
  const stated = [...limits, ...ratelimit(get('ratelimit'), get('ratelimit-policy'))];
  return {
    retryAfterMs: until(get('retry-after'), now),
    limits: stated.filter(({ limit, remaining }) => limit !== undefined || remaining !== undefined),
  };
}

/** `"day";r=50;t=30` with the policy `"day";q=100;w=86400`; formerly `limit=100, remaining=50, reset=30`. */
function ratelimit(state: string | undefined, policy: string | undefined): StatedLimit[] {
  if (state === undefined) return [];
  if (/^\s*limit\s*=/.test(state)) {
    const { limit, remaining, reset } = parameters(state.split(','));
    return [{ name: '', limit, remaining, resetInMs: seconds(reset), windowMs: undefined }];
  }
  const policies = new Map(items(policy ?? '').map(({ name, values }) => [name, values]));
  return items(state).map(({ name, values: { r, t } }) => {
    const { q, w } = policies.get(name) ?? {};
    return { name, limit: q, remaining: r, resetInMs: seconds(t), windowMs: seconds(w) };
  });
}

/** Items of a list of structured fields (RFC 9651), each a string or token with whole numbers as parameters. */
function items(text: string): { name: string; values: Record<string, number | undefined> }[] {
  return [...text.matchAll(/(?:^|,)\s*(?:"([^"]*)"|([\w*][\w.:/*-]*))\s*((?:;[^,]*)?)/g)].map(
    ([, quoted, token, rest = '']) => ({ name: quoted ?? token ?? '', values: parameters(rest.split(';')) }),
  );
}

function parameters(parts: readonly string[]): Record<string, number | undefined> {
  return Object.fromEntries(
    parts.map((part) => {
      const [name = '', value] = part.split('=');
      return [name.trim().toLowerCase(), count(value)];
    }),
  );
}

/** Milliseconds until a time that is given in seconds from now, in seconds or milliseconds since the epoch, or as a date. */
function until(text: string | undefined, now: number): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const number = Number(text);
  if (Number.isNaN(number)) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? undefined : Math.max(0, at - now);
  }
  const ms = number >= 1e12 ? number - now : number >= 1e9 ? number * 1_000 - now : number * 1_000;
  return Number.isFinite(ms) ? Math.max(0, Math.ceil(ms)) : undefined;
}

function seconds(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * 1_000;
}

/** Some upstreams count below zero. */
function count(text: string | undefined): number | undefined {
  const found = /^\s*(-?\d{1,15})\s*$/.exec(text ?? '');
  return found ? Math.max(0, Number(found[1])) : undefined;
}

function reader(headers: ResponseHeaders): (name: string) => string | undefined {
  if (typeof headers.get === 'function') {
    const given = headers as { get(name: string): string | null };
    return (name) => given.get(name) ?? undefined;
  }
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return (name) => {
    const value = byName.get(name) as string | readonly string[] | undefined;
    return typeof value === 'string' ? value : value?.join(', ');
  };
}
