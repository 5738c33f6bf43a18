/** A piece of work that falls due on the virtual clock. */
export type Job = () => void | Promise<void>;

/** Virtual time: everything the sandbox does "later" happens on it, so a week can pass in a second. */
export interface Clock {
	/** The virtual time of this moment; never goes back. */
	now(): Date;
	/** Runs `job` once virtual time reaches `when` (at once if that has passed). */
	at(when: Date, job: Job): void;
	/** Runs `job` after `ms` virtual milliseconds. */
	after(ms: number, job: Job): void;
	/**
	 * Moves time on by `ms` virtual milliseconds: runs every job due until then in order of its time,
	 * also those that these jobs set, and waits for the tracked work (webhook deliveries) they caused.
	 */
	advance(ms: number): Promise<void>;
	/** Virtual seconds per real second; 0 stands still. */
	readonly speed: number;
	setSpeed(speed: number): void;
	/** Work that advance() and idle() wait for, such as a delivery under way. */
	track(work: Promise<unknown>): void;
	/** Resolves when no job is running and no tracked work is under way. */
	idle(): Promise<void>;
	/** Forgets all jobs; time goes on. */
	clear(): void;
	/** Forgets all jobs and sets no timer any more. */
	stop(): void;
}

export interface ClockOptions {
	/** Virtual time at the start; real time when left out. */
	start?: Date;
	/** Virtual seconds per real second, default 1. */
	speed?: number;
	/** Told of a job that threw while no advance() was waiting for it. */
	onError?: (error: unknown) => void;
}

interface Entry {
	time: number;
	sequence: number;
	job: Job;
}

/** setTimeout takes no more than a 32-bit number of milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Makes a virtual clock; it keeps no process alive. */
export function createClock(options: ClockOptions = {}): Clock {
	const onError = options.onError ?? ((error) => console.error(error));
	let base = (options.start ?? new Date()).getTime();
	let realBase = performance.now();
	let speed = options.speed ?? 1;
	let frozen = false;
	let stopped = false;
	let sequence = 0;
	let timer: NodeJS.Timeout | undefined;
	let turn: Promise<unknown> = Promise.resolve();
	const heap: Entry[] = [];
	const tracked = new Set<Promise<unknown>>();

	const time = () => (frozen ? base : Math.floor(base + (performance.now() - realBase) * speed));

	function rebase(to: number): void {
		base = to;
		realBase = performance.now();
	}

	function arm(): void {
		clearTimeout(timer);
		timer = undefined;
		const next = heap[0];
		if (stopped || frozen || speed === 0 || next === undefined) return;
		const wait = Math.ceil(Math.max(0, (next.time - time()) / speed));
		timer = setTimeout(
			() => void exclusively(runDue).catch(onError),
			Math.min(wait, LONGEST_TIMER),
		);
		timer.unref();
	}

	/** One run at a time, so that an advance() never interleaves with the timer's own run. */
	function exclusively(work: () => Promise<void>): Promise<void> {
		const mine = turn.then(work).finally(arm);
		turn = mine.catch(() => undefined);
		return mine;
	}

	async function runDue(): Promise<void> {
		for (;;) {
			const next = heap[0];
			if (next === undefined || next.time > time()) return;
			pop(heap);
			try {
				await next.job();
			} catch (error) {
				onError(error);
			}
		}
	}

	async function settle(): Promise<void> {
		while (tracked.size > 0) await Promise.allSettled([...tracked]);
	}

	async function runUntil(target: number): Promise<void> {
		base = time();
		frozen = true;
		try {
			do {
				for (let next = heap[0]; next && next.time <= target; next = heap[0]) {
					pop(heap);
					base = Math.max(base, next.time);
					await next.job();
				}
				await settle();
			} while (heap[0] && heap[0].time <= target);
			base = Math.max(base, target);
		} finally {
			frozen = false;
			rebase(base);
		}
	}

	const clock: Clock = {
		now: () => new Date(time()),
		at(when, job) {
			if (stopped) return;
			push(heap, { time: when.getTime(), sequence: sequence++, job });
			if (heap[0]!.job === job) arm();
		},
		after: (ms, job) => clock.at(new Date(time() + ms), job),
		advance: (ms) => exclusively(() => runUntil(time() + ms)),
		get speed() {
			return speed;
		},
		setSpeed(value) {
			if (!frozen) rebase(time());
			speed = value;
			arm();
		},
		track(work) {
			tracked.add(work);
			const forget = () => void tracked.delete(work);
			work.then(forget, forget);
		},
		async idle() {
			await turn;
			await settle();
		},
		clear() {
			heap.length = 0;
			arm();
		},
		stop() {
			stopped = true;
			clock.clear();
		},
	};
	return clock;
}

const before = (a: Entry, b: Entry) =>
	a.time < b.time || (a.time === b.time && a.sequence < b.sequence);

function push(heap: Entry[], entry: Entry): void {
	let at = heap.push(entry) - 1;
	while (at > 0) {
		const parent = (at - 1) >> 1;
		if (!before(entry, heap[parent]!)) break;
		heap[at] = heap[parent]!;
		at = parent;
	}
	heap[at] = entry;
}

function pop(heap: Entry[]): void {
	const last = heap.pop();
	if (last === undefined || heap.length === 0) return;
	let at = 0;
	for (;;) {
		let child = 2 * at + 1;
		if (child >= heap.length) break;
		if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
		if (!before(heap[child]!, last)) break;
		heap[at] = heap[child]!;
		at = child;
	}
	heap[at] = last;
}
