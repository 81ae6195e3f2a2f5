import 'reflect-metadata';
import { Controller } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import type { AnyContract } from '@kickoff/contracts';
import type { JobHandler } from '@kickoff/jobs';

/** Marks handlers as ours, so that another transport of the same process leaves them alone. */
export const JETSTREAM_TRANSPORT = Symbol('kickoff.jetstream');

const CONTRACT = Symbol('kickoff.contract');

type HandlerClass<C extends AnyContract> = new (...args: never[]) => JobHandler<C>;

/**
 * Binds a class to the job type that it runs. The class is a Nest message handler whose pattern is the job type: guards,
 * pipes, interceptors and filters apply to `run`, and the execution context's `getContext()` is the job.
 */
export function Handles<C extends AnyContract>(contract: C): <T extends HandlerClass<C>>(target: T) => void {
  return (target) => {
    const prototype = target.prototype as JobHandler<C>;
    // An inherited `run` is one function for all subclasses, and its pattern would be that of the last one decorated.
    if (!Object.hasOwn(prototype, 'run')) {
      // oxlint-disable-next-line typescript/unbound-method -- called below with the `this` of the subclass
      const inherited: JobHandler<C>['run'] = prototype.run;
      Object.defineProperty(prototype, 'run', {
        configurable: true,
        writable: true,
        value(this: JobHandler<C>, ...args: Parameters<JobHandler<C>['run']>) {
          return inherited.apply(this, args);
        },
      });
    }
    Controller()(target);
    // Without them Nest hands over the input alone.
    Payload()(prototype, 'run', 0);
    Ctx()(prototype, 'run', 1);
    const descriptor = Object.getOwnPropertyDescriptor(prototype, 'run');
    MessagePattern(contract.type, JETSTREAM_TRANSPORT)(prototype, 'run', descriptor!);
    Reflect.defineMetadata(CONTRACT, contract, target);
  };
}

/** The contract that a class handles, or undefined when it has no `@Handles`. */
export function handledContract(handler: object): AnyContract | undefined {
  return Reflect.getOwnMetadata(CONTRACT, handler) as AnyContract | undefined;
}
