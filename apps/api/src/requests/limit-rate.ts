import rateLimit from '@fastify/rate-limit';
import { RateLimited } from '@kickoff/contracts';
import type { FastifyInstance } from 'fastify';

export interface RateLimits {
  /** Requests per minute. */
  perKey: number;
  perAddress: number;
  /** Paths that are counted begin so. */
  prefix: string;
}

/** Counts requests by key, and those without a good key by address. Each replica counts for itself. */
export async function limitRate(fastify: FastifyInstance, { perKey, perAddress, prefix }: RateLimits): Promise<void> {
  await fastify.register(rateLimit, {
    timeWindow: '1 minute',
    max: ({ caller }) => (caller ? perKey : perAddress),
    keyGenerator: ({ caller, ip }) => (caller ? `key ${caller.keyId}` : `address ${ip}`),
    allowList: ({ url }) => !url.startsWith(prefix),
    errorResponseBuilder: ({ caller }, { max, ttl }) =>
      new RateLimited(`${caller ? 'this key' : 'this address'} may make ${max} requests per minute`, ttl),
  });
}
