import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openApiDocument } from '@kickoff/api-contract';
import { API_PATH } from '../requests/api-path.js';

/** The OpenAPI document at `/api/v1/openapi.json`. */
export function serveOpenApi(app: NestFastifyApplication, version: string): void {
  const document = openApiDocument(version);
  app
    .getHttpAdapter()
    .getInstance()
    .get(`${API_PATH}/openapi.json`, (_, reply) => reply.header('Cache-Control', 'no-cache').send(document));
}
