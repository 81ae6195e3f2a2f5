/** What the commands under a word have in common, for help. A word that is a command itself is not in here. */
export const GROUPS: Readonly<Partial<Record<string, string>>> = {
  alerts: 'Alerts, their rules, and who is told',
  config: 'Settings of services',
  dead: 'Dead letters: found, retried and closed',
  defaults: 'How jobs run, in place of what the code says',
  flows: 'Jobs that wait for each other',
  inspect: 'What workers do now',
  jobs: 'Jobs: found, followed, enqueued and changed',
  keys: 'Keys of the API',
  limits: 'Limits, in place of what the code says',
  new: 'Scaffolds what a team writes',
  operations: 'What is done to many jobs at once',
  record: 'The record in PostgreSQL',
  schedules: 'Schedules: shown, made and changed',
  tags: 'Tags whose jobs people want to see',
  types: 'Job types that workers have announced',
  workers: 'Worker processes',
};
