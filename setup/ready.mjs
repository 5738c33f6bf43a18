/**
 * Brings everything a script of this project needs, on a machine that has nothing but Node 20 and
 * npm: `node setup/ready.mjs [--n8n] [--browser]`. What is already there is left alone. Runs before
 * anything is installed, so it uses Node's own modules only.
 */
import { realpathSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { bringBrowser } from './browser.mjs';
import { say, SetupError } from './command.mjs';
import { withLock } from './lock.mjs';
import { bringN8n, bringRootPackages } from './packages.mjs';

const OLDEST_NODE = 20;

/**
 * @param {{n8n?: boolean, browser?: boolean}} wanted beyond the project's own packages
 * @returns {Promise<{browser?: string}>} the browser's program file, when it was asked for
 * @throws {SetupError} with the next step for the person at the keyboard
 */
export async function ready({ n8n = false, browser = false } = {}) {
	if (process.platform === 'win32') {
		throw new SetupError(
			'On Windows, run this inside WSL: https://learn.microsoft.com/windows/wsl',
		);
	}
	if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
		throw new SetupError(
			`Node ${OLDEST_NODE} or newer is needed; this is ${process.version}. See https://nodejs.org`,
		);
	}
	return await withLock(async () => {
		await bringRootPackages();
		if (n8n) await bringN8n();
		return browser ? { browser: await bringBrowser() } : {};
	});
}

/**
 * Prints what went wrong, without a stack where the message alone is of use, and ends with 1.
 *
 * @param {Error} error
 * @returns {never}
 */
export function fail(error) {
	say(error instanceof SetupError ? error.message : error.stack);
	process.exit(1);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
	const flags = process.argv.slice(2);
	await ready({ n8n: flags.includes('--n8n'), browser: flags.includes('--browser') }).catch(fail);
	say('Ready.');
}
