import { textOf } from './repository-for-test.js';

/** One stage of the Dockerfile with the instructions that the tests look at. */
export interface Stage {
  name: string;
  from: string;
  copies: { from: string | undefined; sources: string[]; destination: string }[];
  runs: string[];
  user: string | undefined;
  exposes: number[];
  /** Exec form only; the shell form would not pass signals on. */
  command: string[] | undefined;
}

/** Stages in order. Fails on an instruction that is not known here, so that nothing goes unchecked. */
export function dockerfileStages(text = textOf('Dockerfile')): Stage[] {
  const stages: Stage[] = [];
  for (const line of instructions(text)) {
    const [word = '', rest = ''] = line.split(/\s+(.*)/s);
    const stage = stages.at(-1);
    switch (word) {
      case 'ARG':
      case 'ENV':
      case 'WORKDIR':
        break;
      case 'FROM': {
        const [from = '', as, name] = rest.split(/\s+/);
        if (as !== 'AS' || !name) throw new Error(`a stage without a name: ${line}`);
        stages.push({ name, from, copies: [], runs: [], user: undefined, exposes: [], command: undefined });
        break;
      }
      case 'COPY':
        stage?.copies.push(copyOf(rest));
        break;
      case 'RUN':
        stage?.runs.push(rest);
        break;
      case 'USER':
        if (stage) stage.user = rest;
        break;
      case 'EXPOSE':
        stage?.exposes.push(...rest.split(/\s+/).map(Number));
        break;
      case 'CMD':
        if (stage) stage.command = JSON.parse(rest) as string[];
        break;
      default:
        throw new Error(`unknown instruction: ${line}`);
    }
  }
  return stages;
}

/** A stage and those it is built from, the nearest first. */
export function lineage(stages: readonly Stage[], name: string): Stage[] {
  const stage = stages.find((candidate) => candidate.name === name);
  return stage ? [stage, ...lineage(stages, stage.from)] : [];
}

function copyOf(rest: string): Stage['copies'][number] {
  const words = rest.split(/\s+/);
  const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
  return { from, sources: words.slice(0, -1), destination: words.at(-1) ?? '' };
}

function instructions(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
}
