import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type NatsServer, Platform, startNats } from '@kickoff/embedded';
import { authorizationBlock, Broker, brokerUsers, type BrokerUser } from '@kickoff/jobs';

/** The platform on a server that gives each of its services a user of its own, and one to the team `weather`. */
export interface PlatformWithUsers {
  platform: Platform;
  users: readonly BrokerUser[];
  adminKey: string;
  /** A connection as one of the users. */
  as(name: string): Promise<Broker>;
  /** What the server has refused so far, one line each. */
  refusals(): Promise<string[]>;
  stop(): Promise<void>;
}

const LOADED = 'live-scores';
const SPORT = 'football';

export async function platformWithUsers(directory: string): Promise<PlatformWithUsers> {
  const users = brokerUsers({ loaded: [LOADED], teams: ['weather'] });
  const folder = join(directory, 'nats');
  const nats: NatsServer = await startNats({
    directory: folder,
    extraConfig: [
      // The server's environment in production.
      ...users.map(({ name, passwordVariable }) => `${passwordVariable}: ${JSON.stringify(passwordOf(name))}`),
      authorizationBlock(users),
    ].join('\n'),
  });
  const adminKey = `kk_${'r'.repeat(43)}`;
  const platform = await Platform.start({
    directory,
    natsUrl: nats.url,
    durability: 'fast',
    processes: 'one',
    environment: (service, { simulator }): Record<string, string> => {
      if (service === 'simulator') return { SIMULATOR_MATCHES: '4' };
      const user = service === 'migrate' ? 'kickoff_admin' : `kickoff_${service}`;
      return {
        KICKOFF_NATS_USER: user,
        KICKOFF_NATS_PASSWORD: passwordOf(user),
        LIVE_SCORES_SCHEDULES: 'off',
        LIVE_SCORES_SPORTS: SPORT,
        LIVE_SCORES_API_KEY: 'test',
        LIVE_SCORES_FOOTBALL_URL: `${simulator}/${SPORT}`,
        ...(service === 'api' ? { KICKOFF_API_ADMIN_KEY: adminKey } : {}),
      };
    },
  });
  const brokers: Broker[] = [];
  return {
    platform,
    users,
    adminKey,
    async as(name) {
      const broker = await Broker.connect({
        servers: nats.url,
        name: `test as ${name}`,
        user: name,
        pass: passwordOf(name),
        workload: name.startsWith('kickoff_') ? undefined : name,
      });
      brokers.push(broker);
      return broker;
    },
    refusals: async () =>
      (await readFile(join(folder, 'nats.log'), 'utf8')).split('\n').filter((line) => line.includes('Violation')),
    async stop() {
      for (const broker of brokers) await broker.close();
      await platform.stop();
      await nats.stop();
    },
  };
}

/** Long, so that the server does not warn of it. */
function passwordOf(user: string): string {
  return `password of ${user}, in the clear`;
}
