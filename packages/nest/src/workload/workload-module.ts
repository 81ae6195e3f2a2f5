import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { ServiceWorkload } from '../service/service-definition.js';
import { WORKLOAD_SETTINGS } from '../service/tokens.js';

/** Which of a workload's classes a service uses as entrances. */
export interface WorkloadEntrances {
  /** Classes with `@Handles`. */
  handlers?: readonly Type<unknown>[];
  /** REST controllers. */
  controllers?: readonly Type<unknown>[];
}

/**
 * One Nest module per workload, so that workloads see each other's providers only through exports. Each is a class of
 * its own because Nest keeps a module's route prefix by class.
 */
export function workloadModule(
  { workload, manifest, settings }: Pick<ServiceWorkload, 'workload' | 'manifest' | 'settings'>,
  { handlers = [], controllers = [] }: WorkloadEntrances,
): DynamicModule {
  const name = `${workload.name}-workload`;
  // oxlint-disable-next-line typescript/no-extraneous-class -- a Nest module is a class, and all of it is metadata
  const module = { [name]: class {} }[name]!;
  Module({})(module);
  return {
    module,
    imports: [...(manifest.imports ?? [])],
    providers: [{ provide: WORKLOAD_SETTINGS, useValue: settings }, ...(manifest.providers ?? [])],
    controllers: [...handlers, ...controllers],
  };
}
