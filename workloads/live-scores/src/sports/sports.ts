import { americanFootball } from './american-football.js';
import { basketball } from './basketball.js';
import { football } from './football.js';
import { iceHockey } from './ice-hockey.js';
import type { SportAdapter } from './sport-adapter.js';
import type { Sport } from './sport.js';

/** Every sport, in alphabetical order. */
const ADAPTERS: Readonly<Record<Sport, SportAdapter>> = {
  'american-football': americanFootball,
  basketball,
  football,
  'ice-hockey': iceHockey,
};

export function sportAdapter(sport: Sport): SportAdapter {
  return ADAPTERS[sport];
}
