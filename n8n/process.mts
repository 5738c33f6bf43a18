import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';

const GUARD = pathToFileURL(fileURLToPath(new URL('./guard.mjs', import.meta.url))).href;
/** Of the pinned n8n. */
export const N8N_BIN = fileURLToPath(new URL('./node_modules/n8n/bin/n8n', import.meta.url));
const START_SECONDS = 240;
const STOP_SECONDS = 20;
/** n8n prints this after it has taken up its active workflows; `/healthz` answers much earlier. */
const LIVE_LINE = 'Editor is now accessible via';
const SHOWN_LINES = 40;

export interface N8nProcess {
	readonly pid: number;
	/** Asks n8n to finish (SIGTERM), and after 20 s ends it with its children. */
	stop(): Promise<void>;
	/** Ends n8n and its children at once (SIGKILL), as a power cut would. */
	kill(): Promise<void>;
}

/** A port on 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('No port was given');
	return address.port;
}

/**
 * Starts n8n and waits until it is ready and its active workflows are taken up.
 *
 * @param url where n8n will listen
 * @param logFile receives all that n8n prints; started afresh
 * @param program n8n's own; the pinned one unless another is named
 * @throws Error with n8n's last lines when it ends or is not live within 240 s
 */
export async function spawnN8n(
	url: string,
	env: NodeJS.ProcessEnv,
	logFile: string,
	program = N8N_BIN,
): Promise<N8nProcess> {
	if (Number(process.versions.node.split('.')[0]) < 24) {
		throw new Error(`n8n 2.41 needs Node 24; this is ${process.version}. Use: node setup/run.mjs`);
	}
	const log = openSync(logFile, 'w');
	// A process group of its own: n8n starts task runners, and they have to end with it.
	const child = spawn(process.execPath, ['--import', GUARD, program, 'start'], {
		env,
		stdio: ['ignore', log, log, 'pipe'],
		detached: true,
	});
	closeSync(log);
	const endGroup = () => signalGroup(child, 'SIGKILL');
	process.on('exit', endGroup);
	const ended = new Promise<void>((resolve) => {
		child.on('exit', () => resolve());
		child.on('error', () => resolve());
	});
	void ended.then(() => process.off('exit', endGroup));

	try {
		await untilLive(child, url, logFile);
	} catch (error) {
		endGroup();
		await ended;
		throw error;
	}
	return {
		pid: child.pid as number,
		async stop() {
			child.kill('SIGTERM');
			await Promise.race([ended, sleep(STOP_SECONDS * 1000, undefined, { ref: false })]);
			endGroup();
			await ended;
		},
		async kill() {
			endGroup();
			await ended;
		},
	};
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

async function untilLive(child: ChildProcess, url: string, logFile: string): Promise<void> {
	const deadline = Date.now() + START_SECONDS * 1000;
	while (Date.now() < deadline) {
		if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
			throw new Error(`n8n ended while starting. Its last lines:\n${lastLines(logFile)}`);
		}
		if (readFileSync(logFile, 'utf8').includes(LIVE_LINE) && (await isReady(url))) return;
		await sleep(200);
	}
	throw new Error(`n8n was not live after ${START_SECONDS} s:\n${lastLines(logFile)}`);
}

async function isReady(url: string): Promise<boolean> {
	try {
		const reply = await axios.get(`${url}/healthz/readiness`, { timeout: 5000, proxy: false });
		return reply.status === 200;
	} catch {
		return false;
	}
}

function lastLines(logFile: string): string {
	return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
}
