import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Strangers name the targets of webhooks. One in a private network would let them reach what only we can, so names are
 * looked up by a function that leaves out every address that is not public, and a literal address is checked as it is.
 */

/** Whether an address can be anybody's on the internet: no private, local, reserved or multicast one. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/** Whether the host of a URL is a name, or a literal public address. */
export function isNameOrPublic(url: URL): boolean {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return !ipaddr.isValid(host) || isPublicAddress(host);
}

/** As `dns.lookup`, with public addresses alone; a name that has none is an error. */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '');
    const allowed = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = allowed;
    if (!first) return callback(new Error(`${hostname} has no public address`), '');
    if (options.all) return callback(null, allowed);
    return callback(null, first.address, first.family);
  });
};
