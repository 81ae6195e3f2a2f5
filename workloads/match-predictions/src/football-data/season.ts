import { z } from 'zod';

/** A season by the last two digits of its two years, as in the addresses of football-data.co.uk: `2526`. */
export const Season = z
  .string()
  .regex(/^\d{4}$/, { error: 'must be two years in four digits, such as 2526' })
  .refine((code) => (Number(code.slice(0, 2)) + 1) % 100 === Number(code.slice(2)), {
    error: 'must be two years that follow each other, such as 2526',
  });
export type Season = z.output<typeof Season>;

/** Seasons from this year of the century on belong to the last one. */
const FIRST_OF_LAST_CENTURY = 90;
/** Seasons change on the first of July. */
const FIRST_MONTH = 6;

/** The year in which the season begins. */
export function seasonStart(season: Season): number {
  const year = Number(season.slice(0, 2));
  return year >= FIRST_OF_LAST_CENTURY ? 1900 + year : 2000 + year;
}

export function seasonOf(date: Date): Season {
  const year = date.getUTCFullYear() - (date.getUTCMonth() < FIRST_MONTH ? 1 : 0);
  return seasonFrom(year);
}

export function seasonFrom(startYear: number): Season {
  const digits = (year: number) => String(year % 100).padStart(2, '0');
  return digits(startYear) + digits(startYear + 1);
}

/** The current season and so many before it, oldest first. */
export function seasonsUpTo(current: Season, past: number): Season[] {
  const start = seasonStart(current);
  return Array.from({ length: past + 1 }, (_, index) => seasonFrom(start - past + index));
}

export function bySeason(one: Season, other: Season): number {
  return seasonStart(one) - seasonStart(other);
}
