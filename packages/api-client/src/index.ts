export { createApiClient } from './api-client.js';
export { ApiProblem } from './api-problem.js';

export type { ApiClient, ApiClientOptions } from './api-client.js';
export type { components, operations, paths } from './generated/openapi.js';
