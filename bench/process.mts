import { readFileSync, writeFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, on every machine that Node runs on. */
const TICK_MS = 10;
/** Fields of /proc/PID/stat after the name of the command: user and system time, then its ended children's. */
const USER_TIME = 11;

/** Processor time that a process has used so far, in milliseconds. */
export function cpuMs(pid: number): number {
	const fields = statOf(pid);
	return (Number(fields[USER_TIME]) + Number(fields[USER_TIME + 1])) * TICK_MS;
}

/** The same with all that it has started, those that have ended included. */
export function cpuOfTreeMs(pid: number): number {
	const times = statOf(pid).slice(USER_TIME, USER_TIME + 4);
	const own = times.reduce((sum, ticks) => sum + Number(ticks), 0) * TICK_MS;
	const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
	return children
		.split(' ')
		.filter(Boolean)
		.reduce((sum, child) => sum + cpuOfChildMs(Number(child)), own);
}

function cpuOfChildMs(pid: number): number {
	try {
		return cpuOfTreeMs(pid);
	} catch (error) {
		// It has ended in this very moment; from now on its time is its parent's.
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
		throw error;
	}
}

function statOf(pid: number): string[] {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Memory of a process in MB: now, and at most since the last resetPeak(). */
export function memoryMb(pid: number): { now: number; peak: number } {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	const mb = (name: string) =>
		Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
	return { now: mb('VmRSS'), peak: mb('VmHWM') };
}

/** The peak counts from here on. */
export function resetPeak(pid: number): void {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
