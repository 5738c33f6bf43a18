import { dirname, join, resolve } from 'node:path';
import { Client, Pool, type QueryResultRow, TypeOverrides } from 'pg';
import { bring, POSTGRES } from './packages.mts';
import { createCluster, passwordOf, prepareFolders, SYSTEM_USER } from './postgresCluster.mts';
import { type Service, startService } from './process.mts';

/** User and database. */
const NAME = 'erp';
/** `sun_path` of Linux, less the closing zero. */
const MAX_SOCKET_PATH = 107;
/** Includes the replay of its log after a kill. */
const START_SECONDS = 60;
const MAX_CLIENTS = 20;
/** The type's number in PostgreSQL's catalogue. pg would make a moment of local time of it. */
const DATE = 1082;
const DUPLICATE_DATABASE = '42P04';

/**
 * The data lives as long as a demo or a test. Without waiting for the disk PostgreSQL is several
 * times as fast, and a killed PostgreSQL still loses nothing: only a machine that loses power does.
 * (`synchronous_commit=off` would lose the last commits of a killed one, for next to no gain.)
 */
const FAST = ['fsync=off', 'full_page_writes=off'];

export interface PostgresConnection {
	/** 127.0.0.1, as n8n's Postgres node needs it. */
	host: string;
	port: number;
	/** The folder with the Unix socket; good as a host for `pg` and `psql`. */
	socket: string;
	user: string;
	password: string;
	database: string;
}

export interface Postgres {
	readonly connection: PostgresConnection;
	/** `postgresql://user:password@127.0.0.1:port/database` */
	readonly url: string;
	readonly pid: number;
	/**
	 * Runs SQL; several statements only without values. NUMERIC and BIGINT come back as text, so an
	 * amount keeps its cents; DATE comes back as `YYYY-MM-DD`, so a day stays the day it is.
	 *
	 * @param values for $1, $2 …
	 * @throws pg's DatabaseError with PostgreSQL's message
	 */
	query<Row extends QueryResultRow = Record<string, unknown>>(
		sql: string,
		values?: unknown[],
	): Promise<Row[]>;
	stop(): Promise<void>;
	/** Ends it by SIGKILL. A later start on the same folder finds what was committed. */
	kill(): Promise<void>;
}

/**
 * Starts a PostgreSQL of our own on a free port of 127.0.0.1 and on a socket in its folder; installs
 * PostgreSQL if it is missing. It ends with this process. What an earlier one left in the folder is
 * taken up again.
 *
 * @param folder holds the database cluster, its socket, its log and its password
 * @throws Error when it does not come up, with its own last lines
 */
export async function startPostgres({ folder }: { folder: string }): Promise<Postgres> {
	const bin = dirname(await bring(POSTGRES));
	const home = resolve(folder);
	const socket = join(home, 'socket');
	if (join(socket, '.s.PGSQL.65535').length > MAX_SOCKET_PATH) {
		throw new Error(
			`A Unix socket’s path may have ${MAX_SOCKET_PATH} characters: take a shorter folder than ${home}`,
		);
	}
	await prepareFolders(home, socket);
	const password = await passwordOf(home);
	await createCluster(bin, home, NAME);

	const settings = [
		...FAST,
		'listen_addresses=127.0.0.1',
		`unix_socket_directories=${socket}`,
		'timezone=UTC',
	].flatMap((setting) => ['-c', setting]);
	const connectionTo = (port: number): PostgresConnection => ({
		host: '127.0.0.1',
		port,
		socket,
		user: NAME,
		password,
		database: NAME,
	});
	const service = await startService({
		name: 'PostgreSQL',
		folder: home,
		user: SYSTEM_USER,
		command: (port) => [
			join(bin, 'postgres'),
			'-D',
			join(home, 'data'),
			'-p',
			String(port),
			...settings,
		],
		// "Fast shutdown": clients are disconnected, not waited for.
		stopSignal: 'SIGINT',
		isReady: (port) => createDatabase(connectionTo(port)),
		seconds: START_SECONDS,
	});
	return connected(service, connectionTo(service.port));
}

function connected(service: Service, connection: PostgresConnection): Postgres {
	const { user, password, host, port, database } = connection;
	const types = new TypeOverrides();
	types.setTypeParser(DATE, String);
	const pool = new Pool({ ...connection, max: MAX_CLIENTS, types });
	// Told of an idle connection that PostgreSQL ended; the next query says so anyway.
	pool.on('error', () => {});
	return {
		connection,
		url: `postgresql://${user}:${password}@${host}:${port}/${database}`,
		pid: service.pid,
		async query<Row extends QueryResultRow>(sql: string, values?: unknown[]) {
			const result = await pool.query<Row>(sql, values);
			return result.rows;
		},
		async stop() {
			await pool.end();
			await service.stop();
		},
		async kill() {
			await service.kill();
			await pool.end();
		},
	};
}

/** @returns whether PostgreSQL takes our password by now, and the database is there */
async function createDatabase({ database, ...connection }: PostgresConnection): Promise<boolean> {
	const client = new Client({ ...connection, database: 'postgres' });
	try {
		await client.connect();
		await client.query(`CREATE DATABASE ${database}`);
		return true;
	} catch (error) {
		return (error as { code?: string }).code === DUPLICATE_DATABASE;
	} finally {
		await client.end();
	}
}
