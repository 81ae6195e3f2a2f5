import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigurationInvalid } from '@kickoff/contracts';

/**
 * Listens on all interfaces.
 *
 * @returns the port, which differs from the given one when that is 0
 * @throws ConfigurationInvalid naming port and setting when it is taken or forbidden
 */
export async function listenOn(
  app: NestFastifyApplication,
  { port, setting }: { port: number; setting: string },
): Promise<number> {
  try {
    await app.listen({ port, host: '0.0.0.0' });
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new ConfigurationInvalid(setting, `is ${port}, and another process listens there; choose a free port or 0`);
    }
    if (code === 'EACCES') {
      throw new ConfigurationInvalid(setting, `is ${port}, which this user may not listen on; choose one from 1024`);
    }
    throw error;
  }
  const address = app.getHttpServer().address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
