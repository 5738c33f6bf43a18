import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createClient, type N8nClient, OWNER } from './client.mts';
import { n8nEnvironment } from './environment.mts';
import { installPackage } from './install.mts';
import { freePort, type N8nProcess, spawnN8n } from './process.mts';
import type { Owner } from './session.mts';

export interface N8nOptions {
	/** Holds n8n's database, settings and packages; kept. Default: a temporary folder, removed by close(). */
	userFolder?: string;
	/** Default: any free port. */
	port?: number;
	/** Our packed package (see packPackage); installed before n8n starts. */
	tarball?: string;
	/** More settings for n8n, such as `{ EXECUTIONS_MODE: 'queue' }`. */
	env?: Record<string, string>;
	/** Another n8n than the pinned one: its `bin/n8n`. */
	program?: string;
	/** Where n8n's output goes. Default: `n8n.log` in the user folder. */
	log?: string;
}

/** A running n8n, with its owner signed in. */
export interface N8n extends N8nClient {
	readonly userFolder: string;
	/** The one folder that n8n's file nodes may read and write. */
	readonly filesFolder: string;
	readonly logFile: string;
	readonly owner: Owner;
	/** The process id of n8n's main process. */
	pid(): number;
	/** Ends n8n gracefully; its folder stays, for restart(). */
	stop(): Promise<void>;
	/** Ends n8n and its children by SIGKILL, in the middle of whatever it does. */
	kill(): Promise<void>;
	/** Starts again on the same folder and port, after stopping if need be. */
	restart(): Promise<void>;
	/** stop(), and removes the user folder if it was a temporary one. */
	close(): Promise<void>;
}

/**
 * Starts the pinned n8n on 127.0.0.1, installs our package, signs the owner in, and waits until the
 * webhooks of active workflows answer. n8n ends when this process ends, however it ends.
 *
 * @throws Error with n8n's last lines when it does not start
 */
export async function startN8n(options: N8nOptions = {}): Promise<N8n> {
	const userFolder = realpathSync(folderFor(options.userFolder));
	const filesFolder = join(userFolder, 'files');
	mkdirSync(filesFolder, { recursive: true });
	const isTemporary = options.userFolder === undefined;
	const removeFolder = () => {
		if (isTemporary) rmSync(userFolder, { recursive: true, force: true });
	};
	process.on('exit', removeFolder);

	const logFile = options.log ?? join(userFolder, 'n8n.log');
	const port = options.port ?? (await freePort());
	const url = `http://127.0.0.1:${port}`;
	const client = createClient(url);
	const boot = async (): Promise<N8nProcess> => {
		const brokerPort = await freePort();
		const env = { userFolder, filesFolder, port, brokerPort, env: options.env ?? {} };
		const started = await spawnN8n(url, n8nEnvironment(env), logFile, options.program);
		try {
			await client.session.signIn(OWNER);
			const known = await client.workflows.list();
			for (const { id, activeVersionId } of known) {
				if (activeVersionId) await client.workflows.untilPublished(id);
			}
			return started;
		} catch (error) {
			await started.stop();
			throw error;
		}
	};

	if (options.tarball) await installPackage(options.tarball, userFolder);
	let running = await boot();
	return {
		...client,
		userFolder,
		filesFolder,
		logFile,
		owner: OWNER,
		pid: () => running.pid,
		stop: () => running.stop(),
		kill: () => running.kill(),
		async restart() {
			await running.stop();
			running = await boot();
		},
		async close() {
			await running.stop();
			removeFolder();
			process.off('exit', removeFolder);
		},
	};
}

function folderFor(userFolder: string | undefined): string {
	if (userFolder === undefined) return mkdtempSync(join(tmpdir(), 'n8n-paystand-'));
	mkdirSync(userFolder, { recursive: true });
	return userFolder;
}
