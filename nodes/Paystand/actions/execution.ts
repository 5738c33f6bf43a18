import { Slots } from '../../../client/slots';

/** How many bytes of files are in memory at a time: eight PDFs of usual size, or one large one. */
const FILE_BYTES = 24 * 1024 * 1024;

/**
 * What the items of one execution share: indexes that are built once, and turns for writes to the
 * same record, so that two rows with one key never both find it missing and create it twice.
 */
export class Execution {
	private readonly built = new Map<string, Promise<unknown>>();

	private readonly failures = new Map<string, number>();

	/** Room for the files that are in memory at a time, in bytes. */
	readonly files = new Slots(FILE_BYTES);

	/** Record that was created or updated by its key, e.g. `receivable INV-1001` → the item and its body. */
	readonly written = new Map<string, { itemIndex: number; sent: string }>();

	private readonly turns = new Map<string, Promise<unknown>>();

	/**
	 * Builds something once per execution. When that fails, it fails for all items that wait for it,
	 * and the next item tries again.
	 *
	 * @param name what it is, unique in the execution
	 * @param mostFailures after fewer failures those that wait try again themselves, one at a time: for
	 *   what is safe to repeat, and would take many items down with it
	 */
	async once<T>(name: string, build: () => Promise<T>, mostFailures = 1): Promise<T> {
		const known = this.built.get(name) as Promise<T> | undefined;
		if (!known) return await this.start(name, build);
		const isBuilt = await known.then(
			() => true,
			() => false,
		);
		const failures = this.failures.get(name) ?? 0;
		if (isBuilt || failures >= mostFailures) return await known;
		return await this.once(name, build, mostFailures);
	}

	private async start<T>(name: string, build: () => Promise<T>): Promise<T> {
		const building = build();
		this.built.set(name, building);
		building.catch(() => {
			this.built.delete(name);
			this.failures.set(name, (this.failures.get(name) ?? 0) + 1);
		});
		return await building;
	}

	/**
	 * Runs `work` when everything before it under the same key has ended.
	 *
	 * @param key the record, e.g. `receivable INV-1001`
	 */
	async inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
		const former = this.turns.get(key) ?? Promise.resolve();
		const mine = former.then(work, work);
		this.turns.set(key, mine);
		return await mine;
	}
}
