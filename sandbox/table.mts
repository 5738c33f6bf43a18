/** Rows of one kind in the order they were created, with a way in by id and by any other key. */
export class Table<Row extends { id: string }> {
	readonly #rows = new Map<string, Row>();

	/** Throws when the id is taken: ids are unique in a table. */
	insert(row: Row): Row {
		if (this.#rows.has(row.id)) throw new Error(`id ${row.id} is already in the table`);
		this.#rows.set(row.id, row);
		return row;
	}

	get(id: string): Row | undefined {
		return this.#rows.get(id);
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

	remove(id: string): boolean {
		return this.#rows.delete(id);
	}

	get size(): number {
		return this.#rows.size;
	}
}
