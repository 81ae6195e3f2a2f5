import { z } from 'zod';

/** Sports with an adapter, in alphabetical order. The name is also a part of channels, keys and setting names. */
export const SPORTS = ['american-football', 'basketball', 'football', 'ice-hockey'] as const;

export const Sport = z.enum(SPORTS);
export type Sport = (typeof SPORTS)[number];
