import type { ContractAnnouncement, StandardSchemaV1 } from '@kickoff/contracts';
import { jsonSchemaCheck } from './json-schema-check.js';

/** A version is registered once, so its schema is compiled once. */
const schemas = new Map<string, StandardSchemaV1>();

/** The input's schema of a type out of the registry. */
export function registeredInput({ type, version, input }: ContractAnnouncement): StandardSchemaV1 {
  const name = `${type}.v${version}`;
  let schema = schemas.get(name);
  if (!schema) schemas.set(name, (schema = jsonSchemaCheck(input)));
  return schema;
}
