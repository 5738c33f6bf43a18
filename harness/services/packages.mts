import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { say, SetupError } from '../../setup/command.mjs';
import { withLock } from '../../setup/lock.mjs';
import { aptGet, canUseApt, isExecutable, isOnPath } from '../../setup/system.mjs';

export interface Software {
	/** As a person calls it, and, in small letters, the name of the log file. */
	name: string;
	/** The Debian packages it comes in. */
	packages: string[];
	/** Folders to look in beside PATH; the highest number wins where a folder is `*`. */
	folders?: string[];
	/** One of its programs. It is there when this one is, and comes with all its packages. */
	program: string;
	/** About how long installing takes, for the person who waits. */
	seconds: number;
}

/** PostgreSQL's server programs are not on PATH: Debian keeps each release in a folder of its own. */
export const POSTGRES: Software = {
	name: 'PostgreSQL',
	packages: ['postgresql'],
	folders: ['/usr/lib/postgresql/*/bin'],
	program: 'initdb',
	seconds: 30,
};

export const REDIS: Software = {
	name: 'Redis',
	packages: ['redis-server'],
	program: 'redis-server',
	seconds: 10,
};

export const HLEDGER: Software = {
	name: 'hledger',
	packages: ['hledger'],
	program: 'hledger',
	seconds: 10,
};

export const TRYTON: Software = {
	name: 'Tryton',
	packages: [
		'tryton-server',
		'tryton-modules-account-invoice',
		'tryton-modules-account-statement',
		'tryton-modules-account-payment-clearing',
		'tryton-proteus',
	],
	folders: ['/usr/bin'],
	program: 'trytond',
	seconds: 60,
};

/**
 * Finds a program, or installs the Debian packages it comes in.
 *
 * @returns the program's full path
 * @throws {SetupError} when it is missing and cannot be installed unasked, with what to do by hand
 */
export async function bring(software: Software): Promise<string> {
	const found = find(software);
	if (found) return found;
	const { name, packages, seconds } = software;
	const byHand = `sudo apt-get install ${packages.join(' ')}`;
	if (!canUseApt()) {
		throw new SetupError(
			`${name} is missing here. It is installed unasked only on Debian or Ubuntu, by root or ` +
				`with a sudo that asks for no password. Install it yourself: ${byHand}`,
		);
	}
	await withLock(async () => {
		// Another process of ours may have installed it while this one waited.
		if (find(software)) return;
		say(`Installing ${packages.join(', ')} with apt-get (about ${seconds} seconds) …`);
		const took = await aptGet(name.toLowerCase(), packages);
		say(`  done in ${took}`);
	});
	const installed = find(software);
	if (installed) return installed;
	throw new SetupError(
		`apt-get installed ${packages.join(', ')}, but there is no program ${software.program}. ` +
			`Try by hand: ${byHand}`,
	);
}

function find({ program, folders = [] }: Software): string | undefined {
	const files = folders.flatMap(expand).map((folder) => join(folder, program));
	return files.find(isExecutable) ?? isOnPath(program);
}

function expand(folder: string): string[] {
	const [before, after] = folder.split('*');
	if (after === undefined) return [folder];
	return versions(before).map((version) => join(before, version, after));
}

function versions(folder: string): string[] {
	try {
		return readdirSync(folder).sort((a, b) => Number(b) - Number(a));
	} catch {
		return [];
	}
}
