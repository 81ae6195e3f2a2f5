import { z } from 'zod';
import { ConfigurationInvalid } from '@kickoff/contracts';
import type { TokenKeys } from './live/access.js';

export interface TokenSettings {
  KICKOFF_LIVE_TOKEN_SECRET?: string;
  KICKOFF_LIVE_TOKEN_JWKS?: string;
}

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/**
 * Keys for the tokens of private channels, or undefined when none are set.
 *
 * @throws ConfigurationInvalid when both are set, or the key set is none
 */
export function tokenKeys(settings: TokenSettings): TokenKeys | undefined {
  const { KICKOFF_LIVE_TOKEN_SECRET: secret, KICKOFF_LIVE_TOKEN_JWKS: text } = settings;
  if (text === undefined) return secret === undefined ? undefined : { secret };
  if (secret !== undefined) {
    throw new ConfigurationInvalid('KICKOFF_LIVE_TOKEN_JWKS', 'and KICKOFF_LIVE_TOKEN_SECRET exclude each other');
  }
  try {
    return { jwks: KeySet.parse(JSON.parse(text)) };
  } catch {
    throw new ConfigurationInvalid('KICKOFF_LIVE_TOKEN_JWKS', 'must be a JSON Web Key Set: {"keys":[…]}');
  }
}
