import process from 'node:process';
import axios from 'axios';
import { n8nEnvironment } from '../../n8n/environment.mts';
import { installPackage } from '../../n8n/install.mts';
import { freePort, N8N_BIN } from '../../n8n/process.mts';
import { type Service, startService } from './process.mts';

const START_SECONDS = 240;
/** n8n lets executions come to their end first. */
const STOP_SECONDS = 30;

export interface MemberOptions {
	kind: 'webhook' | 'worker';
	/** Such as `worker-1`. */
	name: string;
	/** Its user folder. */
	folder: string;
	/** The one folder that n8n's file nodes may read and write, shared by all. */
	filesFolder: string;
	tarball: string;
	/** What makes it a member: database, queue, encryption key. */
	env: Record<string, string>;
}

/** A webhook processor or a worker of n8n's queue mode. */
export interface QueueMember {
	readonly name: string;
	readonly logFile: string;
	/** Where a webhook processor takes deliveries, and a worker tells its health. */
	port(): number;
	pid(): number;
	/** Lets it finish what it does, for 30 seconds. */
	stop(): Promise<void>;
	/** Ends it by SIGKILL, in the middle of whatever it does. */
	kill(): Promise<void>;
	/** Starts it again in its folder, at another port, after stopping if need be. */
	restart(): Promise<void>;
}

/**
 * Starts a webhook processor or a worker with our package in it, and waits until it says it is
 * ready. The main process has to run: it makes the tables.
 *
 * @throws Error with its last lines when it does not come up
 */
export async function startMember(options: MemberOptions): Promise<QueueMember> {
	const { kind, name, folder } = options;
	await installPackage(options.tarball, folder);
	const boot = async () => {
		const brokerPort = await freePort();
		return await startService({
			name: `n8n ${name}`,
			folder,
			command: () => [process.execPath, N8N_BIN, kind],
			env: (port) => memberEnvironment(options, port, brokerPort),
			stopSignal: 'SIGTERM',
			isReady,
			seconds: START_SECONDS,
			stopSeconds: STOP_SECONDS,
		});
	};
	let running: Service = await boot();
	return {
		name,
		logFile: running.logFile,
		port: () => running.port,
		pid: () => running.pid,
		stop: () => running.stop(),
		kill: () => running.kill(),
		async restart() {
			await running.stop();
			running = await boot();
		},
	};
}

function memberEnvironment(
	{ folder, filesFolder, env }: MemberOptions,
	port: number,
	brokerPort: number,
): NodeJS.ProcessEnv {
	const health = {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
	return n8nEnvironment({
		userFolder: folder,
		filesFolder,
		port,
		brokerPort,
		env: { ...env, ...health },
	});
}

async function isReady(port: number): Promise<boolean> {
	const url = `http://127.0.0.1:${port}/healthz/readiness`;
	return await axios.get(url, { timeout: 5000, proxy: false }).then(
		({ status }) => status === 200,
		() => false,
	);
}
