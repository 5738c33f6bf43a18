/** Lets only so much work run at a time. The rest waits, first come, first served. */
export class Semaphore {
	private used = 0;

	private readonly waiting: Array<{ size: number; start: () => void }> = [];

	/** @param max how much may run at a time: a number of pieces, or of bytes */
	constructor(readonly max: number) {}

	/**
	 * Runs `work` as soon as there is room for it.
	 *
	 * @param size how much room it takes; what is larger than all the room runs alone
	 */
	async run<T>(work: () => Promise<T>, size = 1): Promise<T> {
		const taken = Math.min(size, this.max);
		const turn = this.take(taken);
		if (turn) await turn;
		try {
			return await work();
		} finally {
			this.release(taken);
		}
	}

	/** Waits for room; what it returns gives the room back, and is to be called once. */
	async acquire(size = 1): Promise<() => void> {
		const taken = Math.min(size, this.max);
		await this.take(taken);
		return () => this.release(taken);
	}

	/** @returns what to wait for, when there is no room right now */
	private take(size: number): Promise<void> | undefined {
		if (this.waiting.length > 0 || !this.hasRoom(size)) {
			return new Promise<void>((start) => this.waiting.push({ size, start }));
		}
		this.used += size;
		return undefined;
	}

	private release(size: number): void {
		this.used -= size;
		this.admit();
	}

	private admit(): void {
		for (let next = this.waiting[0]; next && this.hasRoom(next.size); next = this.waiting[0]) {
			this.waiting.shift();
			// Here and not when it starts: until then somebody else would see the room as free.
			this.used += next.size;
			next.start();
		}
	}

	private hasRoom(size: number): boolean {
		return this.used + size <= this.max;
	}
}
