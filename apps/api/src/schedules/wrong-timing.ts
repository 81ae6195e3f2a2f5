import type { AnyOperation } from '@kickoff/api-contract';
import { ConfigurationInvalid, RequestInvalid } from '@kickoff/contracts';

/**
 * What is wrong with a schedule's timing as a mistake of the request: the field, and where in it.
 *
 * @throws RequestInvalid
 */
export async function namingFields<T>(operation: AnyOperation, id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConfigurationInvalid) || !error.path.startsWith(`${id}.`)) throw error;
    throw new RequestInvalid(operation.id, [
      { path: `body.${error.path.slice(id.length + 1)}`, message: error.problem },
    ]);
  }
}
