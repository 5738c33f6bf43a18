import { Slots } from '../../../client/slots';

/** How many bytes of files are in memory at a time: eight PDFs of usual size, or one large one. */
const FILE_BYTES = 24 * 1024 * 1024;

/**
 * What the items of one execution share: indexes that are built once, and turns for writes to the
 * same record, so that two rows with one key never both find it missing and create it twice.
 */
export class Execution {
	private readonly built = new Map<string, Promise<unknown>>();

	/** Room for the files that are in memory at a time, in bytes. */
	readonly files = new Slots(FILE_BYTES);

	/** Record that was created or updated by its key, e.g. `receivable INV-1001` → the item. */
	readonly written = new Map<string, number>();

	private readonly turns = new Map<string, Promise<unknown>>();

	/**
	 * Builds something once per execution.
	 *
	 * @param name what it is, unique in the execution
	 * @param build makes it; after a failure the next item tries again
	 */
	async once<T>(name: string, build: () => Promise<T>): Promise<T> {
		const known = this.built.get(name) as Promise<T> | undefined;
		if (known) return await known;
		const building = build();
		this.built.set(name, building);
		building.catch(() => this.built.delete(name));
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
