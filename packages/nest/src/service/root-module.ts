import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, RouterModule } from '@nestjs/core';
import { KeepErrorClass } from '../transport/keep-error-class.js';
import type { ServedWorkload } from '../workload/served-queues.js';
import { workloadModule } from '../workload/workload-module.js';
import { KickoffModule, type KickoffParts } from './kickoff-module.js';
import type { ServiceWorkload } from './service-definition.js';

@Module({})
class RootModule {}

export interface RootModuleOptions extends KickoffParts {
  /** The service's own module. */
  own: Type<unknown> | DynamicModule | undefined;
  served: ReadonlyMap<ServiceWorkload, ServedWorkload>;
  /** Where the routes of workloads are mounted, e.g. `api/v1`; undefined when the service serves none. */
  workloadRoutes: string | undefined;
}

/** Everything of one service. */
export function rootModule({ own, served, workloadRoutes, ...parts }: RootModuleOptions): DynamicModule {
  const serves = [...served.values()].some(({ queues }) => queues.length > 0);
  const workloads = parts.context.workloads.flatMap((loaded) => {
    const handlers = [...(served.get(loaded)?.handlers.values() ?? [])].filter(
      (handler) => typeof handler === 'function',
    );
    const controllers = workloadRoutes === undefined ? [] : (loaded.manifest.controllers ?? []);
    if (handlers.length + controllers.length === 0) return [];
    return [{ name: loaded.workload.name, module: workloadModule(loaded, { handlers, controllers }) }];
  });
  return {
    module: RootModule,
    imports: [
      KickoffModule.for(parts),
      ...workloads.map(({ module }) => module),
      ...(workloadRoutes === undefined
        ? []
        : [
            RouterModule.register(
              workloads.map(({ name, module }) => ({ path: `${workloadRoutes}/${name}`, module: module.module })),
            ),
          ]),
      ...(own ? [own] : []),
    ],
    // Nest asks the filters of the root module last: what a workload's own filters leave alone keeps its class.
    providers: serves ? [{ provide: APP_FILTER, useClass: KeepErrorClass }] : [],
  };
}
