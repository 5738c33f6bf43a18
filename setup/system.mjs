import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { cleanEnvironment, run } from './command.mjs';

/**
 * The full path of a program found in PATH, or undefined.
 *
 * @param {string} program
 */
export function isOnPath(program) {
	return (process.env.PATH ?? '')
		.split(delimiter)
		.filter(Boolean)
		.map((folder) => join(folder, program))
		.find(isExecutable);
}

/**
 * Whether a file is there and may be executed.
 *
 * @param {string} file
 */
export function isExecutable(file) {
	try {
		accessSync(file, constants.X_OK);
		return statSync(file).isFile();
	} catch {
		return false;
	}
}

/** Packages are installed unasked only by root on Debian and its kin, as in a container. */
export function canUseApt() {
	return (
		process.getuid?.() === 0 && existsSync('/etc/debian_version') && Boolean(isOnPath('apt-get'))
	);
}

/**
 * Installs Debian packages, without recommendations and without questions.
 *
 * @param {string} name names the log files
 * @param {string[]} packages
 */
export async function aptGet(name, packages) {
	const env = { ...cleanEnvironment(), DEBIAN_FRONTEND: 'noninteractive' };
	await run(`${name}-update`, ['apt-get', 'update'], { env });
	await run(name, ['apt-get', 'install', '-y', '--no-install-recommends', ...packages], { env });
}
