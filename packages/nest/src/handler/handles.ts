import 'reflect-metadata';
import { Controller } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { ConfigurationInvalid, type AnyContract } from '@kickoff/contracts';
import type { BatchHandler, JobHandler } from '@kickoff/jobs';

/** Marks handlers as ours, so that another transport of the same process leaves them alone. */
export const JETSTREAM_TRANSPORT = Symbol('kickoff.jetstream');

const CONTRACT = Symbol('kickoff.contract');

type HandlerClass<C extends AnyContract> = new (...args: never[]) => JobHandler<C> | BatchHandler<C>;

/**
 * Binds a class to the job type that it runs. The class is a Nest message handler whose pattern is the job type: guards,
 * pipes, interceptors and filters apply to `run`, and the execution context's `getContext()` is the job. For a contract with
 * `batch` they apply to `runMany`, with the batch as payload and as context.
 *
 * @throws ConfigurationInvalid when the class lacks the method that its contract needs, or the contract wants a thread
 */
export function Handles<C extends AnyContract>(contract: C): <T extends HandlerClass<C>>(target: T) => void {
  return (target) => {
    if (contract.isolation)
      throw new ConfigurationInvalid(
        contract.type,
        `has \`isolation: 'thread'\`, so ${target.name} cannot run it; list handleInThread(contract, module) in the manifest's threadHandlers`,
      );
    const method = contract.batch ? 'runMany' : 'run';
    const prototype = target.prototype as Record<typeof method, unknown>;
    const inherited = prototype[method];
    if (typeof inherited !== 'function') {
      throw new ConfigurationInvalid(
        contract.type,
        `${contract.batch ? 'has `batch`' : 'has no `batch`'}, so ${target.name} needs the method ${method}`,
      );
    }
    // An inherited method is one function for all subclasses, and its pattern would be that of the last one decorated.
    if (!Object.hasOwn(prototype, method)) {
      Object.defineProperty(prototype, method, {
        configurable: true,
        writable: true,
        value(this: unknown, ...args: unknown[]): unknown {
          return Reflect.apply(inherited, this, args);
        },
      });
    }
    Controller()(target);
    // Without them Nest hands over the input alone.
    Payload()(prototype, method, 0);
    Ctx()(prototype, method, 1);
    const descriptor = Object.getOwnPropertyDescriptor(prototype, method);
    MessagePattern(contract.type, JETSTREAM_TRANSPORT)(prototype, method, descriptor!);
    Reflect.defineMetadata(CONTRACT, contract, target);
  };
}

/** The contract that a class handles, or undefined when it has no `@Handles`. */
export function handledContract(handler: object): AnyContract | undefined {
  return Reflect.getOwnMetadata(CONTRACT, handler) as AnyContract | undefined;
}
