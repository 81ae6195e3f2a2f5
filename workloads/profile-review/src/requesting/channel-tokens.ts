import { Inject, Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import { WORKLOAD_SETTINGS } from '@kickoff/nest';
import type { ProfileReviewSettings } from '../settings.js';

/** An analysis takes minutes, and at worst as long as GitHub holds requests back. */
const VALID_FOR = '2h';

/** Tokens with which the gateway lets a socket subscribe to one private channel. */
@Injectable()
export class ChannelTokens {
  private readonly key: Uint8Array | undefined;

  constructor(@Inject(WORKLOAD_SETTINGS) { PROFILE_REVIEW_LIVE_TOKEN_SECRET: secret }: ProfileReviewSettings) {
    this.key = secret === undefined ? undefined : new TextEncoder().encode(secret);
  }

  /** Null without a secret. */
  async tokenFor(channel: string): Promise<string | null> {
    if (!this.key) return null;
    const token = new SignJWT({ channels: [channel] }).setProtectedHeader({ alg: 'HS256' });
    return token.setIssuedAt().setExpirationTime(VALID_FOR).sign(this.key);
  }
}
