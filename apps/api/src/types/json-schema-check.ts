import { nearest, type StandardSchemaV1 } from '@kickoff/contracts';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';

/** Contracts are written by many schema libraries; what one of them says beyond the standard is no mistake. */
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajvFormats.default(ajv);

/** A schema as the SDK takes it, of a JSON Schema out of the registry; without one everything is allowed. */
export function jsonSchemaCheck(schema: unknown): StandardSchemaV1 {
  const check = schema === undefined ? undefined : ajv.compile(schema as object);
  return {
    '~standard': {
      version: 1,
      vendor: 'kickoff-registry',
      validate: (value) => {
        if (!check || check(value)) return { value };
        return { issues: (check.errors ?? []).map(issueOf) };
      },
    },
  };
}

function issueOf({ instancePath, keyword, params, message, parentSchema }: ErrorObject): StandardSchemaV1.Issue {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const { missingProperty, additionalProperty, allowedValues } = params as Record<string, unknown>;
  if (keyword === 'required') return { path: [...path, String(missingProperty)], message: 'is required' };
  if (keyword === 'additionalProperties') {
    const name = String(additionalProperty);
    const suggestion = nearest(name, Object.keys((parentSchema?.properties as object | undefined) ?? {}));
    return {
      path: [...path, name],
      message: `is not a field of the input${suggestion ? `; did you mean ${suggestion}?` : ''}`,
    };
  }
  if (keyword === 'enum') return { path, message: `must be one of ${JSON.stringify(allowedValues)}` };
  return { path, message: message ?? 'is invalid' };
}
