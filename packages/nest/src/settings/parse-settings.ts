import { z } from 'zod';
import { ConfigurationInvalid } from '@kickoff/contracts';
import type { SettingMeta } from './kinds.js';

/** Names and values as the process received them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting and what is wrong with it, e.g. `must be a whole number from 1 to 10000, got "many"`. */
export interface SettingProblem {
  name: string;
  problem: string;
}

/**
 * Reads a schema's names from the environment. An empty value counts as absent, so that a template may leave it open.
 *
 * @throws ConfigurationInvalid with every wrong setting in one line; secrets are not repeated
 */
export function parseSettings<Schema extends z.ZodObject>(schema: Schema, environment: Environment): z.output<Schema> {
  const { settings, problems } = readSettings(schema, environment);
  if (settings) return settings;
  const [first = { name: '(settings)', problem: 'are invalid' }, ...others] = problems;
  throw new ConfigurationInvalid(
    first.name,
    [first.problem, ...others.map(({ name, problem }) => `${name} ${problem}`)].join('; '),
  );
}

/** Every setting that is wrong, each once; none when the environment is right. Secrets are not repeated. */
export function settingProblems(schema: z.ZodObject, environment: Environment): SettingProblem[] {
  return readSettings(schema, environment).problems;
}

function readSettings<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Environment,
): { settings?: z.output<Schema>; problems: SettingProblem[] } {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const text = environment[name];
      return text === undefined || text === '' ? [] : [[name, text]];
    }),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return { settings: parsed.data, problems: [] };
  const problems = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0] ?? '(settings)');
    if (!problems.has(name)) problems.set(name, problemOf(metaOf(schema, name), issue.message, given[name]));
  }
  return { problems: [...problems].map(([name, problem]) => ({ name, problem })) };
}

/** Description and secrecy of a setting. */
export function metaOf(schema: z.ZodObject, name: string): SettingMeta {
  const setting = schema.shape[name];
  return setting instanceof z.ZodType ? (setting.meta() ?? {}) : {};
}

function problemOf({ description, secret }: SettingMeta, message: string, text: string | undefined): string {
  if (text === undefined) return `is required${description ? `: ${description}` : ''}`;
  const problem = message.startsWith('must ') ? message : `is invalid (${message})`;
  return secret ? problem : `${problem}, got ${JSON.stringify(withoutPassword(text))}`;
}

/** An address with its user and password replaced, for logs and messages. */
export function withoutPassword(address: string): string {
  return address.replace(/(\w+:\/\/)[^@/\s]*@/g, '$1***@');
}
