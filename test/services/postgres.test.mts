import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Postgres, startPostgres } from '../../harness/services/postgres.mts';
import { isAlive, temporaryFolder } from './folders.mts';

const folder = temporaryFolder();
let postgres: Postgres;

beforeAll(async () => {
	postgres = await startPostgres({ folder: join(folder, 'one') });
});
afterAll(() => postgres?.stop());

test('amounts keep their cents, days stay the day', async () => {
	const [row] = await postgres.query(
		`SELECT 12345678901234567890.10::numeric AS amount, 9007199254740993::bigint AS cents,
			date '2026-03-29' AS day, $1::text AS name`,
		['O’Neil; DROP'],
	);
	expect(row).toEqual({
		amount: '12345678901234567890.10',
		cents: '9007199254740993',
		day: '2026-03-29',
		name: 'O’Neil; DROP',
	});
});

test('answers at its address and its socket, to its password only', async () => {
	const { socket, ...connection } = postgres.connection;
	for (const host of [connection.host, socket]) {
		const client = new Client({ ...connection, host });
		await client.connect();
		expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
		await client.end();
		const stranger = new Client({ ...connection, host, password: 'guessed' });
		await expect(stranger.connect()).rejects.toThrow('password authentication failed');
	}
	const byUrl = new Client({ connectionString: postgres.url });
	await byUrl.connect();
	await byUrl.end();
});

test('after a kill the same folder has what was committed, and two run at once', async () => {
	const home = join(folder, 'killed');
	const first = await startPostgres({ folder: home });
	await first.query('CREATE TABLE invoice (number text); INSERT INTO invoice VALUES ($$INV-1$$)');
	await first.kill();
	expect(isAlive(first.pid)).toBe(false);

	const second = await startPostgres({ folder: home });
	expect(await second.query('SELECT number FROM invoice')).toEqual([{ number: 'INV-1' }]);
	expect(second.connection.port).not.toBe(postgres.connection.port);
	await expect(startPostgres({ folder: home })).rejects.toThrow(`runs in ${home} already`);
	await second.stop();
	expect(isAlive(second.pid)).toBe(false);
});

test('ends with a starter that is killed, and the folder is taken up again', async () => {
	const home = join(folder, 'orphan');
	const module = new URL('../../harness/services/postgres.mts', import.meta.url).href;
	const script = `
		import { startPostgres } from '${module}';
		const { pid } = await startPostgres({ folder: '${home}' });
		console.log(pid);`;
	const starter = spawn(process.execPath, ['--input-type=module', '-e', script], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const [line] = (await once(starter.stdout, 'data')) as [Buffer];
	const pid = Number(line.toString());
	expect(isAlive(pid)).toBe(true);
	starter.kill('SIGKILL');

	const next = await startPostgres({ folder: home });
	expect(isAlive(pid)).toBe(false);
	expect(await next.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
	await next.stop();
	expect(isAlive(next.pid)).toBe(false);
});
