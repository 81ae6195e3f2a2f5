import { Broker } from '@kickoff/jobs';
import { ConfigurationInvalid, PLATFORM_SERVICES } from '@kickoff/contracts';
import type { BrokerOptions } from '@kickoff/jobs';
import type { Readiness } from '../health/readiness.js';
import type { ServiceLog } from '../logging/service-log.js';
import { withoutPassword } from '../settings/parse-settings.js';
import type { PlatformSettings } from '../settings/platform-settings.js';
import type { ServiceWorkload } from './service-definition.js';

const DEPENDENCY = 'nats';
/** Times in logs and in the record then visibly disagree between machines; what must not disagree goes by the broker's clock. */
const SKEW_WORTH_A_WARNING_MS = 1_000;

export interface ConnectBrokerOptions {
  options: BrokerOptions;
  readiness: Readiness;
  log: ServiceLog;
}

/**
 * How to reach the broker by the settings. A service of the platform has inboxes of its own; a worker of one workload has
 * those of the workload, whose user it may log in as.
 */
export function brokerOptions(
  name: string,
  settings: PlatformSettings,
  workloads: readonly ServiceWorkload[],
): BrokerOptions {
  const [first, ...others] = workloads;
  return {
    servers: settings.KICKOFF_NATS_URL,
    name: `kickoff-${name}`,
    user: settings.KICKOFF_NATS_USER,
    pass: settings.KICKOFF_NATS_PASSWORD,
    prefix: settings.KICKOFF_PREFIX,
    service: PLATFORM_SERVICES.find((service) => service === name),
    workload: others.length === 0 ? first?.workload.name : undefined,
  };
}

/**
 * Connects, waiting for ever for a server that is not there yet, and keeps the readiness report true from then on.
 *
 * @throws ConfigurationInvalid when a server answers and refuses who we are
 */
export async function connectBroker({ options, readiness, log }: ConnectBrokerOptions): Promise<Broker> {
  const address = withoutPassword([options.servers].flat().join(', '));
  readiness.set(DEPENDENCY, { up: false, detail: 'not connected yet' });
  const broker = await Broker.connect(options).catch((error: unknown) => {
    if (isRefusal(error)) {
      throw new ConfigurationInvalid(
        options.user ? 'KICKOFF_NATS_PASSWORD' : 'KICKOFF_NATS_USER',
        `is refused by the NATS server at ${address}`,
      );
    }
    log.warn({ address }, 'no NATS server answers yet, waiting for it');
    return Broker.connect({ ...options, waitForServer: true });
  });
  readiness.set(DEPENDENCY, { up: true });
  warnOfSkew(broker.clock.skewMs, log);
  void broker.watchStatus((connected) => {
    readiness.set(DEPENDENCY, connected ? { up: true } : { up: false, detail: `connection to ${address} lost` });
  });
  return broker;
}

/** @param skewMs server time minus ours */
export function warnOfSkew(skewMs: number, log: Pick<ServiceLog, 'warn'>): void {
  if (Math.abs(skewMs) <= SKEW_WORTH_A_WARNING_MS) return;
  const direction = skewMs > 0 ? 'behind' : 'ahead of';
  log.warn({ skewMs }, `this machine's clock is ${Math.abs(skewMs)} ms ${direction} the NATS server's; check its NTP`);
}

function isRefusal(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return (
    cause instanceof Error && (cause.name === 'AuthorizationError' || cause.name === 'UserAuthenticationExpiredError')
  );
}
