import { readFile } from 'node:fs/promises';
import type { CommandContext } from '../cli/command-context.js';
import { UsageError } from '../cli/command-error.js';

/**
 * A JSON value of the command line: as it stands, or `@path` for a file's.
 *
 * @throws UsageError that names the option
 */
export async function jsonOf(option: string, text: string, context: Pick<CommandContext, 'path'>): Promise<unknown> {
  const isFile = text.startsWith('@');
  const where = isFile ? `${option} ${text}` : option;
  const remedy = `write JSON in quotes, e.g. ${option} '{"city":"oslo"}', or @file for a file that holds it`;
  try {
    return JSON.parse(isFile ? await readFile(context.path(text.slice(1)), 'utf8') : text) as unknown;
  } catch (error) {
    throw new UsageError(`${option} must be JSON: ${(error as Error).message}`, { where, remedy });
  }
}
