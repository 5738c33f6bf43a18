import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { bring, REDIS } from './packages.mts';
import { startService } from './process.mts';

const run = promisify(execFile);
const START_SECONDS = 20;

export interface Redis {
	readonly host: string;
	readonly port: number;
	readonly password: string;
	readonly pid: number;
	/** Runs one Redis command and returns its reply as redis-cli prints it into a pipe. */
	command(...words: string[]): Promise<string>;
	stop(): Promise<void>;
	/** Ends it by SIGKILL. */
	kill(): Promise<void>;
}

/**
 * Starts a Redis of our own on a free port of 127.0.0.1; installs Redis if it is missing. It keeps
 * nothing: each start is an empty one, with a password of its own. It ends with this process.
 *
 * @param folder holds its settings and its log
 * @throws Error when it does not come up, with its own last lines
 */
export async function startRedis({ folder }: { folder: string }): Promise<Redis> {
	const program = await bring(REDIS);
	const home = resolve(folder);
	await mkdir(home, { recursive: true });
	const password = randomBytes(18).toString('base64url');
	const settings = join(home, 'redis.conf');
	// In a file, because everybody may read a program's arguments.
	const lines = ['bind 127.0.0.1', 'save ""', 'appendonly no', `requirepass ${password}`];
	await writeFile(settings, `${lines.join('\n')}\n`, { mode: 0o600 });

	const ask = async (port: number, words: string[]) => {
		// redis-cli finds its password there.
		const env = { ...process.env, REDISCLI_AUTH: password };
		const { stdout } = await run('redis-cli', ['-p', String(port), ...words], { env });
		return stdout.trimEnd();
	};
	const service = await startService({
		name: 'Redis',
		folder: home,
		command: (port) => [program, settings, '--port', String(port)],
		stopSignal: 'SIGTERM',
		isReady: (port) =>
			ask(port, ['PING']).then(
				(reply) => reply === 'PONG',
				() => false,
			),
		seconds: START_SECONDS,
	});
	return {
		host: '127.0.0.1',
		port: service.port,
		password,
		pid: service.pid,
		command: (...words) => ask(service.port, words),
		stop: service.stop,
		kill: service.kill,
	};
}
