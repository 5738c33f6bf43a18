import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, say } from './command.mjs';
import { workFolder } from './paths.mjs';

const lockFile = join(workFolder, 'lock');

/**
 * Runs `work` while no other setup of this checkout runs: two `npm ci` in one folder destroy each
 * other. A lock left behind by a process that no longer lives is taken over.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what `work` gives
 */
export async function withLock(work) {
	mkdirSync(workFolder, { recursive: true });
	let told = false;
	while (!take()) {
		if (!told) say(`Another setup (process ${holder()}) is at work here; waiting for it.`);
		told = true;
		await sleep(500);
	}
	const release = () => rmSync(lockFile, { force: true });
	process.on('exit', release);
	try {
		return await work();
	} finally {
		process.off('exit', release);
		release();
	}
}

function take() {
	try {
		writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') throw error;
	}
	const pid = holder();
	if (pid !== undefined && !isAlive(pid)) rmSync(lockFile, { force: true });
	return false;
}

function holder() {
	try {
		return Number(readFileSync(lockFile, 'utf8')) || undefined;
	} catch {
		return undefined;
	}
}

/** @param {number} pid */
function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}
}
