import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';

/** A simulated response as it goes over the wire. */
export interface WireResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** The connection ends after so many bytes of the body. */
  cutAfter?: number;
  delayMs?: number;
  /** Nothing is ever answered. */
  never?: boolean;
}

/** What a proxy in front of an upstream answers. */
export function errorPage(status: number, title: string): WireResponse {
  const body = `<!DOCTYPE html><html><head><title>${status} ${title}</title></head><body>${title}</body></html>`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}

/** Sends a response byte by byte as it is told: a body that is cut short is nothing that a framework sends. */
export async function sendWireResponse(response: WireResponse, reply: FastifyReply): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  if (response.never) return;
  if (response.delayMs) await sleep(response.delayMs);
  if (raw.destroyed) return;
  const body = Buffer.from(response.body);
  raw.writeHead(response.status, { ...response.headers, 'content-length': body.length });
  if (response.cutAfter === undefined) raw.end(body);
  else raw.write(body.subarray(0, response.cutAfter), () => raw.destroy());
}
