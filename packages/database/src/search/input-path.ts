import { SearchInvalid } from '@kickoff/contracts';
import { databaseJson } from '../record/json.js';
import type { ParsedJobFilter } from './job-filter.js';

type Condition = NonNullable<ParsedJobFilter['input']>[number];

const MOST_NAMES = 20;
const LONGEST_NAME = 200;

/**
 * A condition as a path of SQL/JSON, which the index of inputs answers when it asks for equality. Names and values are
 * written as JSON texts, so none of them can be more than a name or a value.
 *
 * @param place of the condition in the search, for the error
 * @throws SearchInvalid
 */
export function inputPath({ path, is, value }: Condition, place: string): string {
  const names = typeof path === 'string' ? path.split('.') : path;
  const bad = (problem: string) => new SearchInvalid(`${place}.path`, problem);
  if (names.length === 0 || names.length > MOST_NAMES) throw bad(`must have 1 to ${MOST_NAMES} names`);
  for (const name of names) {
    if (name === '' || name.length > LONGEST_NAME) {
      throw bad(`must be names of 1 to ${LONGEST_NAME} characters with dots between them, such as match.id`);
    }
    if (typeof path === 'string' && /[[\]]/.test(name)) {
      throw bad(`has brackets in ${JSON.stringify(name)}: each element of a list is tried without them`);
    }
  }
  const operator = is === '=' ? '==' : is;
  return `$${names.map((name) => `.${databaseJson(name)}`).join('')} ? (@ ${operator} ${databaseJson(value)})`;
}
