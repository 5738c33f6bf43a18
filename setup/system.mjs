import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { run } from './command.mjs';

const LOCK_SECONDS = 300;

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

/**
 * Whether Debian packages can be installed without a question: on Debian and its kin, by root (as in
 * a container) or where sudo asks for no password (as on most CI machines).
 */
export function canUseApt() {
	return (
		existsSync('/etc/debian_version') && Boolean(isOnPath('apt-get')) && asRoot() !== undefined
	);
}

/** What to put before a command that root is to run; undefined where that takes a password. */
function asRoot() {
	if (process.getuid?.() === 0) return [];
	if (!isOnPath('sudo')) return undefined;
	const asked = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
	return asked.status === 0 ? ['sudo', '-n'] : undefined;
}

let listsUpdated = false;

/**
 * Installs Debian packages, without recommendations and without questions. The lists of packages
 * are updated once in the life of this process.
 *
 * @param {string} name names the log file
 * @param {string[]} packages
 * @returns {Promise<string>} how long installing took, such as `12 s`
 * @throws {import('./command.mjs').SetupError} with apt-get's last lines
 */
export async function aptGet(name, packages) {
	const apt = [...(asRoot() ?? []), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
	if (!listsUpdated) await run(`${name}-update`, [...apt, 'update']);
	listsUpdated = true;
	// Another apt-get at work, such as a nightly upgrade, is waited for.
	const wait = ['-o', `DPkg::Lock::Timeout=${LOCK_SECONDS}`];
	const install = ['install', '-y', '--no-install-recommends', ...packages];
	return await run(name, [...apt, ...wait, ...install]);
}
