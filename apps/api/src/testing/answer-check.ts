import { OPERATIONS, Problem } from '@kickoff/api-contract';
import { z } from 'zod';

/** Holds answers against what their operations say of them. */
export class AnswerCheck {
  private readonly operations = OPERATIONS.map((operation) => ({
    operation,
    path: new RegExp(`^/api/v1${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));

  async fetch(request: Request): Promise<Response> {
    const response = await fetch(request);
    const path = new URL(request.url).pathname;
    const found = this.operations.find(
      ({ operation, path: pattern }) => operation.method === request.method && pattern.test(path),
    );
    if (!found) throw new Error(`no operation is ${request.method} ${path}`);
    const { answer, status, id } = found.operation;
    if (response.status === 304) return response;
    const schema = response.ok ? answer : Problem;
    if (response.ok && response.status !== status) throw new Error(`${id} answered ${response.status}, not ${status}`);
    const parsed = schema.safeParse(await response.clone().json());
    if (!parsed.success)
      throw new Error(`${id} answered something else than it says: ${z.prettifyError(parsed.error)}`);
    return response;
  }
}
