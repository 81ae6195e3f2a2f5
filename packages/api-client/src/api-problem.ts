import type { components } from './generated/openapi.js';

/** What the API answered instead of what was asked for. */
export class ApiProblem extends Error {
  /** Of the catalogue; match on this. */
  readonly code: string;
  readonly status: number;

  constructor(readonly problem: components['schemas']['Problem']) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.code = problem.code;
    this.status = problem.status;
  }
}
