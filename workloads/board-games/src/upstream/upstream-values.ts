import { z } from 'zod';

/** How BoardGameGeek writes values: `<minplayers value="2"/>`, numbers as texts, and what it does not know as nothing. */

export const text = z.object({ '@value': z.string() }).transform((element) => element['@value']);

const NUMBER = /^-?\d+(?:\.\d+)?$/;

export const number = z
  .object({ '@value': z.string().regex(NUMBER, { error: 'is no number' }) })
  .transform((element) => Number(element['@value']));

/** Null where there is none. */
export const numberIfKnown = number.nullish().transform((value) => value ?? null);

/** Zero stands for unknown: no game is for nobody, or takes no time. */
export const positiveIfKnown = numberIfKnown.transform((value) => (value === 0 ? null : value));

/** `Not Ranked`, or a number. */
export const numberOrNotRanked = z
  .union([z.literal('Not Ranked').transform(() => null), z.string().regex(NUMBER).transform(Number)])
  .nullable();
