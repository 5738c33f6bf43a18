import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import process from 'node:process';
import { expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../../demo/main.mts', import.meta.url));
/** It takes a minute on an idle machine. */
const MAX_MS = 600_000;

/** Runs `npm run demo -- --once` without the set-up, which this run of the tests has behind it. */
async function demo(): Promise<{ code: number | null; output: string }> {
	const child = spawn(process.execPath, [MAIN, '--once', '--port', '0'], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => (output += chunk));
	}
	const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
	return { code, output };
}

test(
	'the demo with the sample export: everything agrees to the cent, and it says so',
	{ timeout: MAX_MS },
	async () => {
		const { code, output } = await demo();
		expect(output.match(/^NOT OK.*$/gm) ?? []).toEqual([]);
		expect(output).toMatch(/^\d+ checks ok, 0 not ok$/m);
		expect(output).toContain('ok      receivables: 25\n');
		expect(output).toContain('ok      their sum: 6579.60 CAD, 93585.16 USD\n');
		expect(code).toBe(0);
	},
);
