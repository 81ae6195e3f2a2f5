/** What a key of the control API may do. `publisher` stands beside the others: what it may, it may for its own workloads only. */
export const ROLES = ['viewer', 'publisher', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** By the role that something asks for: the roles that may do it. */
const MAY: Readonly<Record<Role, readonly Role[]>> = {
  viewer: ['viewer', 'operator', 'admin'],
  publisher: ['publisher', 'operator', 'admin'],
  operator: ['operator', 'admin'],
  admin: ['admin'],
};

/** Whether one who has a role may do what asks for another. */
export function includesRole(has: Role, needed: Role): boolean {
  return MAY[needed].includes(has);
}
