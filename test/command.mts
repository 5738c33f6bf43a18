import { spawn } from 'node:child_process';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';

/**
 * Runs a command, shows what it prints as it comes, and passes signals on to it.
 *
 * @param options.isQuiet nothing is shown
 * @returns its exit code, and all that it printed, without colours
 */
export function runCommand(
	[command, ...args]: [string, ...string[]],
	env: Record<string, string>,
	{ isQuiet = false } = {},
): Promise<{ code: number; output: string }> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			env: { ...process.env, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const chunks: Buffer[] = [];
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk: Buffer) => {
				chunks.push(chunk);
				if (!isQuiet) process.stdout.write(chunk);
			});
		}
		const stop = (signal: NodeJS.Signals) => {
			child.kill(signal);
		};
		for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
		child.on('error', reject);
		child.on('close', (code, signal) => {
			for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, stop);
			const output = stripVTControlCharacters(Buffer.concat(chunks).toString());
			if (signal) process.exit(1);
			resolve({ code: code ?? 1, output });
		});
	});
}
