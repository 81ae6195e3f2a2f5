import type { AnyContract } from './contract.js';
import { ConfigurationInvalid } from './errors.js';
import { isName } from './name.js';

/** Former names of a job type, whose jobs its handler runs. */

/** @throws ConfigurationInvalid for a name that no job of the workload can have had, or that is given twice */
export function readAliases(
  aliases: readonly string[] | undefined,
  { type, workload }: { type: string; workload: string },
): readonly string[] {
  const known = new Set([type]);
  for (const [index, alias] of (aliases ?? []).entries()) {
    const path = `${type}.aliases[${index}]`;
    const [owner, name, ...rest] = alias.split('.');
    if (!owner || !name || rest.length > 0 || !isName(owner) || !isName(name))
      throw new ConfigurationInvalid(
        path,
        `must be <workload>.<verb-noun> in kebab-case, got ${JSON.stringify(alias)}`,
      );
    if (owner !== workload)
      throw new ConfigurationInvalid(
        path,
        `is of workload ${owner}; a job stays in the stream of its own, ${workload}`,
      );
    if (known.has(alias))
      throw new ConfigurationInvalid(path, alias === type ? `is the type itself` : `gives ${alias} twice`);
    known.add(alias);
  }
  return aliases ?? [];
}

/** Whether jobs of this type are jobs of the contract, by its own name or a former one. */
export function isJobOf({ type, aliases }: Pick<AnyContract, 'type' | 'aliases'>, name: string): boolean {
  return name === type || aliases.includes(name);
}

/** @throws ConfigurationInvalid when jobs of one type would be those of two contracts */
export function assertOneOwner(contracts: readonly AnyContract[]): void {
  const owners = new Map<string, AnyContract>(contracts.map((contract) => [contract.type, contract]));
  for (const contract of contracts) {
    for (const [index, alias] of contract.aliases.entries()) {
      const owner = owners.get(alias);
      if (owner) {
        const how = owner.type === alias ? 'is a job type of its own' : `is an alias of ${owner.type}, too`;
        throw new ConfigurationInvalid(`${contract.type}.aliases[${index}]`, `${alias} ${how}`);
      }
      owners.set(alias, contract);
    }
  }
}

/** Contracts by every name that their jobs may have. */
export function byEveryName<Owner>(
  owners: readonly Owner[],
  contractOf: (owner: Owner) => AnyContract,
): Map<string, Owner> {
  return new Map(
    owners.flatMap((owner) => {
      const { type, aliases } = contractOf(owner);
      return [type, ...aliases].map((name): [string, Owner] => [name, owner]);
    }),
  );
}
