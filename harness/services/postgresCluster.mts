import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { asUser, isRoot } from './process.mts';

const run = promisify(execFile);

/** Comes with Debian's package. PostgreSQL refuses to run as root. */
export const SYSTEM_USER = 'postgres';

/**
 * Makes the folder and lets PostgreSQL's user through to what is in it, where we are root. A folder
 * of mkdtemp is its owner's alone, so those below the system's temporary folder become passable (not
 * readable) for others.
 *
 * @throws Error when the folder lies in another one which that user may not enter
 */
export async function prepareFolders(home: string, socket: string): Promise<void> {
	await mkdir(home, { recursive: true });
	if (isRoot()) for (const folder of pathTo(home)) await makePassable(folder, home);
	await makeOwn(socket);
}

async function makePassable(folder: string, home: string): Promise<void> {
	const { mode } = await stat(folder);
	if (mode & 0o001) return;
	if (folder !== home && !folder.startsWith(`${tmpdir()}/`)) {
		throw new Error(
			`Started by root, PostgreSQL runs as user ${SYSTEM_USER}, who may not enter ${folder}. ` +
				`Take a folder below ${tmpdir()}.`,
		);
	}
	await chmod(folder, mode | 0o011);
}

/** The folder and those it lies in, from the inside out. */
function pathTo(folder: string): string[] {
	const above = dirname(folder);
	return above === folder ? [folder] : [folder, ...pathTo(above)];
}

/** The database user's password: random, and the same for the life of the folder. */
export async function passwordOf(home: string): Promise<string> {
	const file = join(home, 'password');
	const known = await readFile(file, 'utf8').catch(() => '');
	if (known) return known;
	const password = randomBytes(18).toString('base64url');
	await writeFile(file, password, { mode: 0o600 });
	return password;
}

/** Creates the database cluster unless it is there; one that was interrupted is made anew. */
export async function createCluster(bin: string, home: string, user: string): Promise<void> {
	const data = join(home, 'data');
	if (existsSync(data)) return;
	const unfinished = join(home, 'data.new');
	const passwordFile = join(home, 'password.initdb');
	await rm(unfinished, { recursive: true, force: true });
	await makeOwn(unfinished);
	await run('install', ['-m', '600', ...owner(), join(home, 'password'), passwordFile]);
	const initdb = [
		join(bin, 'initdb'),
		`--pgdata=${unfinished}`,
		`--username=${user}`,
		`--pwfile=${passwordFile}`,
		'--auth=scram-sha-256',
		'--encoding=UTF8',
		'--locale=C.UTF-8',
		'--no-sync',
	];
	const [program, ...args] = asUser(SYSTEM_USER, initdb, 'SIGKILL');
	// initdb wants a working folder that its user may enter.
	await run(program, args, { cwd: home }).catch((error) => {
		throw new Error(
			`PostgreSQL could not create its files in ${home}:\n${error.stderr || error.message}`,
		);
	});
	await rm(passwordFile);
	await rename(unfinished, data);
}

async function makeOwn(folder: string): Promise<void> {
	await run('install', ['-d', '-m', '700', ...owner(), folder]);
}

function owner(): string[] {
	return isRoot() ? ['-o', SYSTEM_USER, '-g', SYSTEM_USER] : [];
}
