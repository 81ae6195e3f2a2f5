/** What the commands under a word have in common, for help. A word that is a command itself is not in here. */
export const GROUPS: Readonly<Partial<Record<string, string>>> = {
  config: 'Settings of services',
  jobs: 'Jobs, through the API',
  keys: 'Keys of the API',
  new: 'Scaffolds what a team writes',
  types: 'Job types that workers have announced',
  workers: 'Worker processes',
};
