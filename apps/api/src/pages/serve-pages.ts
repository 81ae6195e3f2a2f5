import { sep } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fastifyStatic from '@fastify/static';
import type { WorkloadPage } from '@kickoff/nest';

export interface ServePagesOptions {
  pages: readonly WorkloadPage[];
  /** Address of the gateway as browsers reach it. */
  gatewayUrl: string;
}

/** Vite puts a hash into these names, so a name never changes its content. */
const HASHED = `${sep}assets${sep}`;
const YEAR_SECONDS = 31_536_000;

/**
 * Serves the built pages of workloads. A page learns of its surroundings from `config.json` beside it:
 * `{ gatewayUrl }`.
 */
export async function servePages(app: NestFastifyApplication, { pages, gatewayUrl }: ServePagesOptions): Promise<void> {
  const policy = contentSecurityPolicy(gatewayUrl);
  const fastify = app.getHttpAdapter().getInstance();
  for (const { path, directory } of pages) {
    fastify.get(`${path}/config.json`, (_, reply) => reply.header('Cache-Control', 'no-cache').send({ gatewayUrl }));
    // A page's relative addresses need the slash at the end.
    fastify.get(path, (_, reply) => reply.redirect(`${path}/`));
    await app.register(fastifyStatic, {
      root: directory,
      prefix: `${path}/`,
      decorateReply: false,
      cacheControl: false,
      setHeaders: (reply, file) => {
        reply.header(
          'Cache-Control',
          file.includes(HASHED) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
        );
        reply.header('Content-Security-Policy', policy);
        reply.header('X-Content-Type-Options', 'nosniff');
        reply.header('Referrer-Policy', 'no-referrer');
      },
    });
  }
}

/** Only what is served here runs; connections go to the gateway alone; images may come from upstreams (club crests). */
export function contentSecurityPolicy(gatewayUrl: string): string {
  const gateway = new URL(gatewayUrl).origin;
  return [
    "default-src 'self'",
    `connect-src 'self' ${gateway} ${gateway.replace(/^http/, 'ws')}`,
    "img-src 'self' data: https:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}
