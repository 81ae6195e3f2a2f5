import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { pathTo, runtimeClosure, WORKSPACES } from '../deployment/repository-for-test.js';

const run = promisify(execFile);

/**
 * Does in a folder what `npm install` does there: the SDK and the command as `npm pack` makes them, and what they need of
 * others as the repository has it, so that no registry is asked.
 */
export async function installPacked(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '@kickoff'), { recursive: true });
  for (const name of await readdir(pathTo('node_modules'))) {
    if (name !== '@kickoff') await symlink(pathTo(join('node_modules', name)), join(modules, name));
  }
  const workspaces = [...runtimeClosure('apps/cli')];
  const words = workspaces.flatMap((workspace) => ['--workspace', workspace]);
  const packed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder, ...words], {
    cwd: pathTo('.'),
    maxBuffer: 64 * 1024 * 1024,
  });
  const files = tarballs(JSON.parse(packed.stdout));
  for (const workspace of workspaces) {
    const { name } = WORKSPACES.get(workspace)!;
    const target = join(modules, name);
    await mkdir(target, { recursive: true });
    await run('tar', ['-xzf', join(folder, files.get(name)!), '-C', target, '--strip-components', '1']);
    // What npm keeps beside one package because another needs a different version.
    const own = pathTo(join(workspace, 'node_modules'));
    if (existsSync(own)) await cp(own, join(target, 'node_modules'), { recursive: true });
  }
}

/** Files by package; npm has told them as a list, and as an object by package. */
function tarballs(told: unknown): Map<string, string> {
  const entries = Object.values(told as Record<string, { name: string; filename: string }>);
  return new Map(entries.map(({ name, filename }) => [name, filename]));
}

/** Where the program of an installed package is. */
export async function programOf(folder: string, name: string, program: string): Promise<string> {
  const manifest = join(folder, 'node_modules', name, 'package.json');
  const { bin } = JSON.parse(await readFile(manifest, 'utf8')) as { bin: Record<string, string> };
  return join(dirname(manifest), bin[program]!);
}
