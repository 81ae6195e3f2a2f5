import { describe, expect, it } from '@jest/globals';
import { OPERATIONS, takesBody, type AnyOperation } from '@kickoff/api-contract';
import { ApiModule } from '../api-module.js';
import { OPERATION } from './operation-metadata.js';

type Controller = new (...args: never[]) => object;

/** Every method of a controller that is a route: those have Nest's metadata. */
function routes(): { name: string; operation: AnyOperation | undefined }[] {
  const controllers = Reflect.getMetadata('controllers', ApiModule) as Controller[];
  return controllers.flatMap(({ prototype, name: controller }) =>
    Object.getOwnPropertyNames(prototype).flatMap((name) => {
      if (name === 'constructor') return [];
      const method = (prototype as Record<string, object>)[name]!;
      if (!Reflect.hasMetadata('path', method)) return [];
      return [{ name: `${controller}.${name}`, operation: Reflect.getMetadata(OPERATION, method) as AnyOperation }];
    }),
  );
}

describe('operations and controllers', () => {
  it('belong to each other, one to one, by their names', () => {
    const implemented = routes().map(({ name, operation }) => `${name.split('.')[1]} is ${operation?.id}`);
    expect(implemented.sort()).toEqual(OPERATIONS.map(({ id }) => `${id} is ${id}`).sort());
  });

  it.each(OPERATIONS.map((operation) => [operation.id, operation] as const))(
    '%s has examples that its schemas take',
    (_, operation) => {
      operation.answer.parse(operation.example.answer);
      if (takesBody(operation)) operation.body.parse(operation.example.body);
      expect(operation.example.body === undefined).toBe(!takesBody(operation));
    },
  );
});
