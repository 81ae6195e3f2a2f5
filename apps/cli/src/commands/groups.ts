/** What the commands under a word have in common, for help. A word that is a command itself is not in here. */
export const GROUPS: Readonly<Partial<Record<string, string>>> = {
  config: 'Settings of services',
  defaults: 'How jobs run, in place of what the code says',
  flows: 'Jobs that wait for each other',
  inspect: 'What workers do now',
  jobs: 'Jobs: found, followed, enqueued and changed',
  keys: 'Keys of the API',
  limits: 'Limits, in place of what the code says',
  new: 'Scaffolds what a team writes',
  record: 'The record in PostgreSQL',
  schedules: 'Schedules: shown, made and changed',
  tags: 'Tags whose jobs people want to see',
  types: 'Job types that workers have announced',
  workers: 'Worker processes',
};
