/** Rows of one kind in the order they were created, with a way in by id and by the merchant's key. */
export class Table<Row extends { id: string }> {
	readonly #rows = new Map<string, Row>();
	readonly #byKey = new Map<string, Row>();
	readonly #keyOf: (row: Row) => string | undefined;

	/** @param keyOf a key of the row beside its id; the first row with a key is found by it */
	constructor(keyOf: (row: Row) => string | undefined = () => undefined) {
		this.#keyOf = keyOf;
	}

	/** Throws when the id is taken: ids are unique in a table. */
	insert(row: Row): Row {
		if (this.#rows.has(row.id)) throw new Error(`id ${row.id} is already in the table`);
		this.#rows.set(row.id, row);
		this.#index(row);
		return row;
	}

	get(id: string): Row | undefined {
		return this.#rows.get(id);
	}

	byKey(key: string): Row | undefined {
		return this.#byKey.get(key);
	}

	/** Changes fields of a row; a changed key is found from now on, the former one no more. */
	update(row: Row, changes: Partial<Row>): Row {
		this.#forget(row);
		Object.assign(row, changes);
		this.#index(row);
		return row;
	}

	remove(row: Row): void {
		this.#rows.delete(row.id);
		this.#forget(row);
	}

	find(matches: (row: Row) => boolean): Row | undefined {
		for (const row of this.#rows.values()) if (matches(row)) return row;
		return undefined;
	}

	/** In the order of insertion. */
	all(): Row[] {
		return [...this.#rows.values()];
	}

	newestFirst(): Row[] {
		return this.all().reverse();
	}

	get size(): number {
		return this.#rows.size;
	}

	#index(row: Row): void {
		const key = this.#keyOf(row);
		if (key !== undefined && !this.#byKey.has(key)) this.#byKey.set(key, row);
	}

	#forget(row: Row): void {
		const key = this.#keyOf(row);
		if (key === undefined || this.#byKey.get(key) !== row) return;
		this.#byKey.delete(key);
		const next = this.find((other) => other !== row && this.#keyOf(other) === key);
		if (next) this.#byKey.set(key, next);
	}
}
