/**
 * `node setup/run.mjs [--n8n] [--browser] SCRIPT ARGS…`: makes everything ready, then runs SCRIPT
 * under Node 24 with its exit code, signals and terminal passed through.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { homeFolder } from './command.mjs';
import { node24Folder } from './packages.mjs';
import { fail, ready } from './ready.mjs';
import { root } from './paths.mjs';

const args = process.argv.slice(2);
const first = args.findIndex((arg) => arg !== '--n8n' && arg !== '--browser');
if (first === -1) {
	process.stderr.write('Usage: node setup/run.mjs [--n8n] [--browser] SCRIPT [ARGUMENT …]\n');
	process.exit(2);
}
const flags = args.slice(0, first);
const { browser } = await ready({
	n8n: flags.includes('--n8n'),
	browser: flags.includes('--browser'),
}).catch(fail);

const bin = join(node24Folder(), 'bin');
const child = spawn(join(bin, 'node'), args.slice(first), {
	stdio: 'inherit',
	env: {
		...process.env,
		HOME: homeFolder(),
		PATH: [bin, join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
		...(browser && { CHROMIUM_PATH: browser }),
	},
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
	process.on(signal, () => {
		// A terminal sends Ctrl-C to the whole group, and a second one would mean "now, at once".
		if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
	});
}
child.on('error', fail);
child.on('exit', (code, signal) =>
	process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)),
);
