import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freePort } from '../../n8n/process.mts';
import { type N8n, startN8n } from '../../n8n/server.mts';
import { type Postgres, startPostgres } from './postgres.mts';
import { type QueueMember, startMember } from './queueMember.mts';
import { type Redis, startRedis } from './redis.mts';
import { startRoundRobin } from './roundRobin.mts';

/** The database of all processes. */
export const QUEUE_DATABASE = 'n8n';

export interface QueueModeOptions {
	/** Holds all that the services keep, one folder each. */
	folder: string;
	/** Our packed package (see packPackage); installed in every process. */
	tarball: string;
	/** Default: 2. */
	webhookProcessors?: number;
	/** Default: 2. */
	workers?: number;
	/** More settings for every process. */
	env?: Record<string, string>;
	/** The port of the editor. Default: any free one. */
	port?: number;
}

export interface QueueMode {
	/** The main process: editor, REST interface, timers and the activation of workflows. */
	readonly n8n: N8n;
	/** Where webhooks are delivered: a load balancer in front of the webhook processors. */
	readonly webhookUrl: string;
	/** The one folder that the file nodes of all processes may read and write. */
	readonly filesFolder: string;
	readonly webhookProcessors: QueueMember[];
	readonly workers: QueueMember[];
	readonly postgres: Postgres;
	readonly redis: Redis;
	close(): Promise<void>;
}

/**
 * Starts n8n as many processes (n8n's queue mode): a PostgreSQL and a Redis of our own, a main
 * process, webhook processors behind a load balancer, and workers. Each has a user folder of its
 * own, as on machines of their own; they share the encryption key, the database and the one folder
 * for files. All end with this process.
 *
 * @throws Error with the last lines of the service that did not come up; the others are ended
 */
export async function startQueueMode(options: QueueModeOptions): Promise<QueueMode> {
	const { tarball, webhookProcessors = 2, workers = 2 } = options;
	const folder = resolve(options.folder);
	const filesFolder = join(folder, 'files');
	await mkdir(filesFolder, { recursive: true });
	const endings: Array<() => Promise<void>> = [];
	// Those who work end before those whom they need.
	const close = async () => {
		const failures: unknown[] = [];
		for (const end of endings.splice(0).reverse()) {
			await end().catch((error: unknown) => failures.push(error));
		}
		if (failures.length > 0) throw new AggregateError(failures, 'Not all of n8n could be ended');
	};

	try {
		const postgres = await startPostgres({ folder: join(folder, 'postgres') });
		endings.push(() => postgres.stop());
		const redis = await startRedis({ folder: join(folder, 'redis') });
		endings.push(() => redis.stop());
		const processors: QueueMember[] = [];
		const balancer = await startRoundRobin(() => processors.map(({ port }) => port()));
		endings.push(() => balancer.close());

		const port = options.port ?? (await freePort());
		const shared = {
			...(await settings(postgres, redis, folder)),
			WEBHOOK_URL: `${balancer.url}/`,
			N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}/`,
			N8N_RESTRICT_FILE_ACCESS_TO: filesFolder,
			...options.env,
		};
		const n8n = await startN8n({
			tarball,
			port,
			userFolder: join(folder, 'main'),
			// Webhooks go to the webhook processors only.
			env: { ...shared, N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true' },
		});
		endings.push(() => n8n.close());

		const start = async (kind: 'webhook' | 'worker', number: number) => {
			const name = `${kind}-${number}`;
			const home = join(folder, name);
			const member = await startMember({
				kind,
				name,
				folder: home,
				filesFolder,
				tarball,
				env: shared,
			});
			endings.push(() => member.stop());
			return member;
		};
		for (let number = 1; number <= webhookProcessors; number++) {
			processors.push(await start('webhook', number));
		}
		const working: QueueMember[] = [];
		for (let number = 1; number <= workers; number++) working.push(await start('worker', number));
		return {
			n8n,
			webhookUrl: balancer.url,
			filesFolder,
			webhookProcessors: processors,
			workers: working,
			postgres,
			redis,
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

async function settings(
	postgres: Postgres,
	redis: Redis,
	folder: string,
): Promise<Record<string, string>> {
	const { host, port, user, password } = postgres.connection;
	const known = await postgres.query('SELECT 1 FROM pg_database WHERE datname = $1', [
		QUEUE_DATABASE,
	]);
	if (known.length === 0) await postgres.query(`CREATE DATABASE ${QUEUE_DATABASE}`);
	return {
		N8N_ENCRYPTION_KEY: await encryptionKey(folder),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: host,
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_DATABASE: QUEUE_DATABASE,
		DB_POSTGRESDB_USER: user,
		DB_POSTGRESDB_PASSWORD: password,
		EXECUTIONS_MODE: 'queue',
		// Also what is started by hand, so that the editor shows what production will do.
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: redis.host,
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		QUEUE_BULL_REDIS_PASSWORD: redis.password,
		// Files are in PostgreSQL, so that any worker reads what another has written. n8n 2.41 takes
		// this by itself in queue mode; a folder would have to be shared by all machines.
		N8N_DEFAULT_BINARY_DATA_MODE: 'database',
	};
}

/** The same for the life of the folder: credentials in the database are encrypted with it. */
async function encryptionKey(folder: string): Promise<string> {
	const file = join(folder, 'encryption-key');
	const known = await readFile(file, 'utf8').catch(() => '');
	if (known) return known;
	const key = randomBytes(24).toString('base64url');
	await writeFile(file, key, { mode: 0o600 });
	return key;
}
