/** NUL and lone halves of surrogate pairs: JSON can write them, PostgreSQL and UTF-8 cannot. */
// oxlint-disable-next-line no-control-regex -- NUL is what is looked for
const UNSTORABLE = /[\0\p{Surrogate}]/u;

export interface PlaceOfText {
  path: string;
  message: string;
}

/** Every place of a request, also in inputs of jobs, with a text that could not be stored as it is. */
export function unstorableTexts(value: unknown, path: string): PlaceOfText[] {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? [{ path, message: MESSAGE }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    UNSTORABLE.test(name)
      ? [{ path, message: `has a name that ${MESSAGE}` }]
      : unstorableTexts(part, `${path}.${name}`),
  );
}

const MESSAGE = 'must have neither U+0000 nor half of a surrogate pair';
