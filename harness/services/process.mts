import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../n8n/process.mts';
import { claim, endOf } from './pidFile.mts';

const PORT_ATTEMPTS = 3;
const STOP_SECONDS = 15;
const POLL_MS = 100;
const SHOWN_LINES = 40;

export interface ServiceOptions {
	/** As a person calls it. */
	name: string;
	/** Made if need be; holds `service.log` and `service.pid` beside what the service keeps. */
	folder: string;
	/** Program and arguments for a port on 127.0.0.1 that was free a moment ago. */
	command(port: number): string[];
	/** The whole environment. Default: ours. */
	env?(port: number): NodeJS.ProcessEnv;
	/** Who is to run it when we are root; otherwise, and without a name, we ourselves. */
	user?: string;
	/** Asks it to end soon, clients or not. */
	stopSignal: 'SIGTERM' | 'SIGINT';
	isReady(port: number): Promise<boolean>;
	/** How long it may take to come up. */
	seconds: number;
	/** How long it may take to end when asked. Default: 15. */
	stopSeconds?: number;
}

export interface Service {
	readonly port: number;
	readonly pid: number;
	readonly logFile: string;
	/** Asks it to end, and after `stopSeconds` ends it by SIGKILL; the folder stays. */
	stop(): Promise<void>;
	/** Ends it at once (SIGKILL), as a power cut would. */
	kill(): Promise<void>;
}

/** Whether we are root, and have to hand services over to another user. */
export function isRoot(): boolean {
	return process.getuid?.() === 0;
}

/**
 * The command, to be run as another user where we are root; `signal` ends it when we are gone.
 *
 * @throws Error where there is no Linux to do so
 */
export function asUser(user: string | undefined, command: string[], signal?: string): string[] {
	if (process.platform !== 'linux') {
		throw new Error(
			'Services run on Linux only, as they are ended by it. Use a container of Debian.',
		);
	}
	const who = user && isRoot() ? [`--reuid=${user}`, `--regid=${user}`, '--init-groups'] : [];
	const death = signal ? ['--pdeathsig', signal.replace('SIG', '')] : [];
	return ['setpriv', ...who, ...death, '--', ...command];
}

/**
 * Starts a service and waits until it answers. It ends when this process ends, however that ends:
 * Linux itself sends it the stop signal (`setpriv --pdeathsig`), also after SIGKILL.
 *
 * @throws Error with the last lines of its log when it does not come up, or when another process
 *   that lives runs one in the same folder
 */
export async function startService(options: ServiceOptions): Promise<Service> {
	const { name, folder } = options;
	mkdirSync(folder, { recursive: true });
	await endOf(name, folder);
	for (let attempt = 1; ; attempt++) {
		try {
			return await startOnce(options, await freePort());
		} catch (error) {
			// Between our look at the port and the service's, another program may take it.
			const isTaken = /address already in use|EADDRINUSE/i.test((error as Error).message);
			if (!isTaken || attempt === PORT_ATTEMPTS) throw error;
		}
	}
}

async function startOnce(options: ServiceOptions, port: number): Promise<Service> {
	const { name, folder, stopSignal } = options;
	const logFile = join(folder, 'service.log');
	const [program, ...args] = asUser(options.user, options.command(port), stopSignal);
	const log = openSync(logFile, 'w');
	// In a process group of its own, Ctrl-C in a terminal reaches us, and we end it in good order.
	const child = spawn(program, args, {
		cwd: folder,
		env: options.env?.(port),
		stdio: ['ignore', log, log],
		detached: true,
	});
	closeSync(log);
	const ended = once(child, 'exit').catch(() => undefined);
	await once(child, 'spawn').catch((error: Error) => {
		throw new Error(`${name} could not be started: ${error.message}`);
	});
	const pid = child.pid as number;
	const release = claim(folder, pid);
	void ended.then(release);
	const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
	const kill = async () => {
		// With what it has started, which may be hanging as well.
		if (!hasEnded()) process.kill(-pid, 'SIGKILL');
		await ended;
	};

	const deadline = Date.now() + options.seconds * 1000;
	while (!(await options.isReady(port))) {
		if (!hasEnded() && Date.now() < deadline) {
			await sleep(POLL_MS);
			continue;
		}
		const what = hasEnded() ? 'ended while starting' : `did not answer within ${options.seconds} s`;
		await kill();
		throw new Error(`${name} ${what}. The last lines of ${logFile}:\n${lastLines(logFile)}`);
	}
	if (hasEnded()) {
		throw new Error(`Another program answers at ${name}’s port ${port}; address already in use`);
	}
	return {
		port,
		pid,
		logFile,
		kill,
		async stop() {
			if (!hasEnded()) child.kill(stopSignal);
			const { stopSeconds = STOP_SECONDS } = options;
			await Promise.race([ended, sleep(stopSeconds * 1000, undefined, { ref: false })]);
			await kill();
		},
	};
}

function lastLines(logFile: string): string {
	return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
}
