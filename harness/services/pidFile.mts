import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** As long as a database may take to end in good order. */
const END_SECONDS = 15;
/** A starter that was killed a moment ago may still be there to look at. */
const STARTER_SECONDS = 3;
const POLL_MS = 100;

interface Running {
	parent: number;
	/** In clock ticks since the machine came up: tells a process from a later one with its number. */
	startedAt: string;
}

/**
 * Notes which process runs in the folder.
 *
 * @returns takes the note away, unless a later process has written its own
 */
export function claim(folder: string, pid: number): () => void {
	const file = join(folder, 'service.pid');
	const note = `${pid} ${look(pid)?.startedAt} ${process.pid}`;
	writeFileSync(file, note);
	return () => {
		if (read(file) === note) rmSync(file, { force: true });
	};
}

/**
 * Waits for the process that an earlier run left in the folder: one whose starter was killed is
 * still ending when the next run begins, and two on one folder would destroy it.
 *
 * @throws Error when the process that started it lives
 */
export async function endOf(name: string, folder: string): Promise<void> {
	const [pid, startedAt, starter] = read(join(folder, 'service.pid')).split(' ');
	const find = () => {
		const running = pid ? look(Number(pid)) : undefined;
		return running?.startedAt === startedAt ? running : undefined;
	};
	const since = Date.now();
	for (let running = find(); running; running = find()) {
		const waited = Date.now() - since > STARTER_SECONDS * 1000;
		const isOurs = Number(starter) === process.pid;
		if (running.parent === Number(starter) && (isOurs || waited)) {
			throw new Error(
				`${name} runs in ${folder} already (process ${pid}, started by process ${starter})`,
			);
		}
		if (Date.now() - since > END_SECONDS * 1000) process.kill(Number(pid), 'SIGKILL');
		await sleep(POLL_MS);
	}
}

/** What Linux tells about a process (`man proc`, /proc/[pid]/stat); nothing for one that has ended. */
function look(pid: number): Running | undefined {
	// The program's name, in brackets, may hold blanks and brackets.
	const [, fields] = /^.*\) (.*)/s.exec(read(`/proc/${pid}/stat`)) ?? [];
	if (!fields) return undefined;
	const [state, parent] = fields.split(' ');
	if (state === 'Z') return undefined;
	return { parent: Number(parent), startedAt: fields.split(' ')[19] };
}

function read(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
}
