import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SERVICE_CONTEXT, type ApiSettings, type ServiceContext, type ServiceSettings } from '@kickoff/nest';
import { AccessKeyStore, Loop } from '@kickoff/database';

type Context = Pick<ServiceContext<ServiceSettings & ApiSettings>, 'settings' | 'log'>;

/** Once it has made sure there is a key, it has nothing to do. */
const DONE_MS = 2_147_483_647;

/**
 * Makes the first admin key of an installation. Of several replicas that start at once one makes it. It is printed on
 * standard output, once and never logged, unless the settings say which key it is.
 */
@Injectable()
export class FirstKey extends Loop<{ made: number }> implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(SERVICE_CONTEXT) private readonly context: Context,
    @Inject(AccessKeyStore) private readonly keys: AccessKeyStore,
  ) {
    super({ onError: (error) => context.log.debug({ err: error }, 'the first key is not certain yet') });
  }

  /** Before the first request, unless PostgreSQL is away. */
  async onApplicationBootstrap(): Promise<void> {
    await this.runOnce().catch(() => this.start());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  async runOnce(): Promise<{ made: number }> {
    const given = this.context.settings.KICKOFF_API_ADMIN_KEY;
    const first = await this.keys.createFirst(
      { name: 'first admin', role: 'admin', payloads: true, workloads: [], createdBy: 'first start' },
      given,
    );
    if (first && given === undefined)
      process.stdout.write(`\nThe first admin key of the control API, shown this once: ${first.key}\n\n`);
    return { made: first ? 1 : 0 };
  }

  protected waitAfter(): number {
    return DONE_MS;
  }
}
