import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTVerifyResult } from 'jose';
import { z } from 'zod';
import { channelVisibility, ConfigurationInvalid, LIVE_ERRORS, nearest, type LiveErrorCode } from '@kickoff/contracts';
import type { Channels } from './announced-channels.js';

/** How tokens are checked: a shared secret (HS256), or the public keys of whoever signs them. Never both. */
export type TokenKeys = { secret: string; jwks?: never } | { jwks: JSONWebKeySet; secret?: never };

/** What a socket may see beside public channels. */
export interface Grant {
  /** Path prefixes of the token's `channels` claim. */
  readonly paths: readonly string[];
  /** Milliseconds since the epoch; undefined when the token does not expire. */
  readonly expiresAt: number | undefined;
  /** Why there is no usable token. */
  readonly problem: string | undefined;
}

export interface Refusal {
  code: LiveErrorCode;
  message: string;
}

const Claims = z.object({ channels: z.array(z.string().min(1)), exp: z.number().optional() });
const SIGNED_BY_KEY_PAIR = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'];
const SHORTEST_SECRET = 32;
const CLOCK_TOLERANCE_S = 5;

/** Decides who may subscribe to what: visibility comes from the workloads' channels, rights from the socket's token. */
export class Access {
  private readonly verify: ((token: string) => Promise<JWTVerifyResult>) | undefined;

  constructor(
    private channels: Channels,
    keys?: TokenKeys,
  ) {
    this.verify = keys && verifier(keys);
  }

  /** From now on these are the channels. */
  useChannels(channels: Channels): void {
    this.channels = channels;
  }

  /** Reads the token that a socket brought. Never rejects: a bad token grants nothing. */
  async grant(token: unknown): Promise<Grant> {
    if (token === undefined || token === null || token === '') return nothing('a token is needed');
    if (typeof token !== 'string') return nothing('the token must be text');
    if (!this.verify) return nothing('this installation accepts no tokens');
    try {
      const { payload } = await this.verify(token);
      const { channels, exp } = Claims.parse(payload);
      return { paths: channels, expiresAt: exp === undefined ? undefined : exp * 1_000, problem: undefined };
    } catch (error) {
      return nothing(reason(error));
    }
  }

  /** Undefined when the holder of the grant may subscribe to `path`. */
  refusal(path: string, grant: Grant, now = Date.now()): Refusal | undefined {
    if (this.isPublic(path)) return undefined;
    const expired = grant.expiresAt !== undefined && grant.expiresAt <= now;
    if (!expired && grant.paths.some((prefix) => covers(prefix, path))) return undefined;
    const workload = path.split('/')[0]!;
    if (!Object.hasOwn(this.channels, workload)) {
      const suggestion = nearest(
        workload,
        Object.keys(this.channels).filter((name) => this.isPublic(name)),
      );
      const hint = suggestion ? `; did you mean ${suggestion}?` : '';
      return { code: LIVE_ERRORS.channelUnknown, message: `${workload} is no workload here${hint}` };
    }
    const why = expired ? 'the token has expired' : (grant.problem ?? 'the token does not cover it');
    return { code: LIVE_ERRORS.unauthorized, message: `${path} is private: ${why}` };
  }

  isPublic(path: string): boolean {
    return Object.hasOwn(this.channels, path.split('/')[0]!) && channelVisibility(this.channels, path) === 'public';
  }
}

function verifier(keys: TokenKeys): (token: string) => Promise<JWTVerifyResult> {
  const options = { clockTolerance: CLOCK_TOLERANCE_S };
  if (keys.jwks) {
    const keySet = createLocalJWKSet(keys.jwks);
    // The list of algorithms is what stops a token "signed" with a public key used as a secret.
    return (token) => jwtVerify(token, keySet, { ...options, algorithms: SIGNED_BY_KEY_PAIR });
  }
  const secret = new TextEncoder().encode(keys.secret);
  if (secret.length < SHORTEST_SECRET) {
    throw new ConfigurationInvalid(
      'live.tokens.secret',
      `must have at least ${SHORTEST_SECRET} bytes, got ${secret.length}`,
    );
  }
  return (token) => jwtVerify(token, secret, { ...options, algorithms: ['HS256'] });
}

function covers(prefix: string, path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

function nothing(problem: string): Grant {
  return { paths: [], expiresAt: undefined, problem };
}

function reason(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'the signature of the token is wrong';
  if (error instanceof z.ZodError) return 'the token has no claim channels: string[]';
  return 'the token is invalid';
}
