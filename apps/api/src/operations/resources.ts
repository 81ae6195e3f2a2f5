import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import type { AnyOperation, RequestOf } from '@kickoff/api-contract';
import { FlowNotFound, JobNotFound, NotFound, PreconditionFailed } from '@kickoff/contracts';
import { entityTag, matches } from '../requests/entity-tag.js';
import type { Call } from './call.js';
import { OPERATION } from './operation-metadata.js';

type Method = (request: RequestOf<AnyOperation>, call: Call) => unknown;

/** Reads what an operation is about to change, by the controller's method of the operation that shows it. */
@Injectable()
export class Resources {
  private byOperation: ReadonlyMap<string, Method> | undefined;

  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  /** @throws PreconditionFailed when `If-Match` names other ETags than the resource has now */
  async assertUnchanged(
    { changes }: AnyOperation,
    request: RequestOf<AnyOperation>,
    call: Call,
    ifMatch: string | undefined,
  ): Promise<void> {
    if (ifMatch === undefined || !changes) return;
    const tag = entityTag(await this.show(changes, request, call));
    if (matches(ifMatch, tag)) return;
    throw new PreconditionFailed(`the resource is ${tag} now, not what If-Match names; read it again`);
  }

  /** For the audit, so without payloads. Undefined when the operation changes no single resource, or one that is not there. */
  async current({ changes }: AnyOperation, request: RequestOf<AnyOperation>, call: Call): Promise<unknown> {
    if (!changes) return undefined;
    try {
      return await this.show(changes, request, { ...call, caller: { ...call.caller, payloads: false } });
    } catch (error) {
      if (error instanceof NotFound || error instanceof JobNotFound || error instanceof FlowNotFound) return undefined;
      throw error;
    }
  }

  private async show(operation: AnyOperation, { params }: RequestOf<AnyOperation>, call: Call): Promise<unknown> {
    this.byOperation ??= this.find();
    return this.byOperation.get(operation.id)!({ params, query: operation.query.parse({}), body: undefined }, call);
  }

  private find(): ReadonlyMap<string, Method> {
    const found = new Map<string, Method>();
    for (const { instance } of this.discovery.getControllers()) {
      const controller = instance as Record<string, Method>;
      for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(controller))) {
        const operation =
          typeof controller[name] === 'function' &&
          this.reflector.get<AnyOperation | undefined>(OPERATION, controller[name]);
        if (operation) found.set(operation.id, controller[name]!.bind(controller));
      }
    }
    return found;
  }
}
