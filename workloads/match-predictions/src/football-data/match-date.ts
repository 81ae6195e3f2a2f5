/** Two-digit years from here on belong to the last century. */
const FIRST_OF_LAST_CENTURY = 90;

/** Reads `13/08/05`, `13/08/2005` and `2005-08-13`; gives `2005-08-13`, or undefined for what is no day. */
export function matchDate(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(text);
  if (!british) return undefined;
  const [, day, month, year = ''] = british;
  return dayOf(year.length === 4 ? Number(year) : century(Number(year)), Number(month), Number(day));
}

function century(year: number): number {
  return year >= FIRST_OF_LAST_CENTURY ? 1900 + year : 2000 + year;
}

function dayOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isDay ? date.toISOString().slice(0, 10) : undefined;
}
