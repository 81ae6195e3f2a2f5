/**
 * Ends the servers of this process when this process is gone, however it went: a return from main, an exception,
 * SIGINT, or a SIGKILL that leaves no time to clean up.
 *
 * A small shell in its own session reads from a pipe that only this process holds open. When the pipe closes, it signals
 * every server still on its list and kills those that have not ended 5 s later.
 * Known limit: needs a POSIX shell, so on Windows servers are only ended by an orderly exit.
 */
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';

const SCRIPT = `
trap '' HUP INT TERM
watched=""
while read -r change pid signal; do
  kept=""
  for entry in $watched; do [ "\${entry%%:*}" = "$pid" ] || kept="$kept $entry"; done
  watched="$kept"
  [ "$change" = "watch" ] && watched="$watched $pid:$signal"
done
for entry in $watched; do kill -s "\${entry#*:}" "\${entry%%:*}" 2>/dev/null; done
left=50
while [ "$left" -gt 0 ]; do
  alive=""
  for entry in $watched; do kill -0 "\${entry%%:*}" 2>/dev/null && alive=yes; done
  [ -n "$alive" ] || exit 0
  sleep 0.1
  left=$((left - 1))
done
for entry in $watched; do kill -s KILL "\${entry%%:*}" 2>/dev/null; done
`;

let list: Writable | undefined;

/** Has `pid` signalled with `signal` (a name without SIG, e.g. `INT`) when this process ends. */
export function watchOver(pid: number, signal: string): void {
  guardian()?.write(`watch ${pid} ${signal}\n`);
}

/** Takes `pid` off the list; to be called as soon as the process is known to have ended, before its number is used again. */
export function release(pid: number): void {
  list?.write(`release ${pid}\n`);
}

function guardian(): Writable | undefined {
  if (list || process.platform === 'win32') return list;
  const shell = spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/' });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  // Neither the shell nor its pipe may keep this process alive.
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  list = shell.stdin;
  return list;
}
