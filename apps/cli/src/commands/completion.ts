import { defineCommand } from '../cli/define-command.js';
import { SHELLS } from '../completion/shells.js';

export const completion = defineCommand({
  name: 'completion',
  summary: 'Prints the completion script of a shell',
  description:
    'It completes commands and options, and the names of types, queues and workloads by asking NATS (KICKOFF_NATS_URL), which has half a second to answer.',
  arguments: { shell: { summary: 'bash, zsh or fish', choices: SHELLS } },
  examples: [
    { line: 'source <(kickoff completion bash)', does: 'completes in this shell; likewise for zsh' },
    { line: 'kickoff completion fish > ~/.config/fish/completions/kickoff.fish', does: 'completes in every shell' },
  ],
  async run({ arguments: { shell } }) {
    const { RootCommand } = await import('@bomb.sh/tab');
    new RootCommand().setup('kickoff', 'kickoff', shell);
    return undefined;
  },
});
