import { pino, type DestinationStream, type Logger as PinoInstance } from 'pino';
import { Logger as NestPinoLogger } from 'nestjs-pino';
import type { PlatformSettings } from '../settings/platform-settings.js';

export type ServiceLog = PinoInstance;

/** The one log of a process: JSON lines on standard output, each with the service's name. */
export function createLog(
  service: string,
  level: PlatformSettings['KICKOFF_LOG_LEVEL'],
  destination?: DestinationStream,
): ServiceLog {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination ? pino(options, destination) : pino(options);
}

const FRAMEWORK_CONTEXTS = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'NestMicroservice',
  'RouterExplorer',
  'RoutesResolver',
]);

/** Nest's logger on ours. What the framework says about its own start is for debugging, not for operators. */
export class NestLog extends NestPinoLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (FRAMEWORK_CONTEXTS.has(String(rest.at(-1)))) this.debug(message, ...rest);
    else super.log(message, ...rest);
  }
}
