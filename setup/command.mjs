import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { workFolder } from './paths.mjs';

const HEARTBEAT_SECONDS = 30;
const SHOWN_LINES = 40;

/** Something the person at the keyboard can act on: shown without a stack. */
export class SetupError extends Error {}

/**
 * Prints one plain line about the setup, on stderr so that a script's own output stays clean.
 *
 * @param {string | undefined} line
 */
export function say(line) {
	process.stderr.write(`[setup] ${line}\n`);
}

/**
 * The environment for npm commands of our own. `npm test` starts us with its own `npm_*` variables
 * (prefix, lifecycle, package fields), which would bend a nested npm to the wrong folder; settings
 * of the user, such as a registry or a certificate file, stay.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment() {
	const own = /^(npm_(lifecycle|package)_|npm_(command|execpath|node_execpath)$|INIT_CWD$)/;
	const bent =
		/^npm_config_(local_prefix|global_prefix|prefix|node_gyp|npm_version|ignore_scripts|workspaces?)$/i;
	const kept = Object.entries(process.env).filter(([name]) => !own.test(name) && !bent.test(name));
	return { ...Object.fromEntries(kept), HOME: homeFolder() };
}

/**
 * Where programs keep their caches. With an empty `HOME`, as some CI machines have it, npm would make
 * a folder called `~` in the checkout.
 */
export function homeFolder() {
	if (process.env.HOME) return process.env.HOME;
	try {
		return userInfo().homedir;
	} catch {
		// A user without an entry in the password file.
		return tmpdir();
	}
}

/**
 * Runs a command with its output kept in a log, and prints the log's last lines when it fails.
 * The command gets a process group of its own, and the whole group ends with us: an interrupted
 * setup leaves no compiler running.
 *
 * @param {string} name names the log file
 * @param {string[]} argv command and arguments
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} [options]
 * @returns {Promise<string>} how long it took, as in `12 s`
 * @throws {SetupError} when the command cannot be started or exits with anything but 0
 */
export async function run(name, [command, ...args], { cwd, env = cleanEnvironment() } = {}) {
	mkdirSync(workFolder, { recursive: true });
	const logFile = join(workFolder, `${name}.log`);
	const log = openSync(logFile, 'w');
	const started = Date.now();
	const child = spawn(command, args, { cwd, env, stdio: ['ignore', log, log], detached: true });
	closeSync(log);

	const onExit = () => {
		if (child.pid === undefined) return;
		try {
			process.kill(-child.pid, 'SIGKILL');
		} catch (error) {
			if (codeOf(error) !== 'ESRCH') throw error;
		}
	};
	/** @param {NodeJS.Signals} signal */
	const onSignal = (signal) => {
		say(`Interrupted by ${signal}. The next run picks up from here.`);
		process.exit(signal === 'SIGINT' ? 130 : 143);
	};
	process.on('exit', onExit);
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
	const heartbeat = setInterval(
		() => say(`  … still working, ${seconds(started)}`),
		HEARTBEAT_SECONDS * 1000,
	);

	try {
		const outcome = await new Promise((resolve, reject) => {
			child.on('error', reject);
			child.on('exit', (code, signal) => resolve(signal ?? code));
		});
		if (outcome === 0) return seconds(started);
		const tail = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-SHOWN_LINES);
		process.stderr.write(`${tail.join('\n')}\n`);
		throw new SetupError(
			`"${[command, ...args].join(' ')}" ended with ${outcome}. The whole log: ${logFile}`,
		);
	} catch (error) {
		if (error instanceof SetupError) throw error;
		throw new SetupError(`"${command}" could not be started: ${messageOf(error)}`);
	} finally {
		clearInterval(heartbeat);
		process.off('exit', onExit);
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, onSignal);
	}
}

/**
 * The code of one of Node's own errors, such as `ENOENT`.
 *
 * @param {unknown} error
 */
export function codeOf(error) {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** @param {unknown} error */
export function messageOf(error) {
	return error instanceof Error ? error.message : String(error);
}

/** @param {number} since as Date.now() gives it */
function seconds(since) {
	return `${Math.round((Date.now() - since) / 1000)} s`;
}
