import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { openApiDocument } from '@kickoff/api-contract';
import { API_PATH } from '../requests/api-path.js';

/** The OpenAPI document for people, at `/api/v1/docs`: every file comes from here, so that it works without the internet. */
export async function serveReference(app: NestFastifyApplication, version: string): Promise<void> {
  await app.register(swagger, { mode: 'static', specification: { document: openApiDocument(version) as never } });
  await app.register(swaggerUi, {
    routePrefix: `${API_PATH}/docs`,
    staticCSP: true,
    uiConfig: { deepLinking: true, persistAuthorization: false },
  });
}
