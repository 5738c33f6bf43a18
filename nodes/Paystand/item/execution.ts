import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { PaystandClient } from '../../../client/paystand';
import { Semaphore } from '../../../client/semaphore';
import type { ColumnSet } from './column';
import { DEFAULT_FORMATS } from './formats';
import type { Formats } from './formats';
import { KeyIndex } from './keyIndex';
import type { Kind, KeyedKind } from './kind';
import { AUTOMATIC, Mapping } from './mapping';

/** How many bytes of files are in memory at a time: eight PDFs of usual size, or one large one. */
const FILE_BYTES = 24 * 1024 * 1024;

/**
 * What the items of one execution share: the client, indexes of keys, and locks
 * for writes to the same record, so that two rows with one key never both find it missing and
 * create it twice.
 */
export class Execution {
	readonly client: PaystandClient;

	/** Room for the files that are in memory at a time, in bytes. */
	readonly files = new Semaphore(FILE_BYTES);

	/** Record that was created or updated by its key, e.g. `receivable INV-1001` → the item and its body. */
	readonly written = new Map<string, { itemIndex: number; sent: string }>();

	private readonly indexes = new Map<string, KeyIndex>();

	/** `null` where the node has no Columns: in version 1, and in other operations. */
	private columns?: Mapping | null;

	private readonly built = new Map<string, Promise<unknown>>();

	private readonly locks = new Map<string, Promise<unknown>>();

	/**
	 * @param maxConcurrency how many requests may be under way at a time
	 * @param formats how the days and amounts of the items are written
	 */
	constructor(
		readonly context: IExecuteFunctions,
		maxConcurrency: number,
		readonly formats: Formats = DEFAULT_FORMATS,
	) {
		this.client = new PaystandClient(context, { maxConcurrency });
	}

	/** How the Columns of the node are mapped, where it has them. */
	mapping(set: ColumnSet): Mapping | undefined {
		if (this.columns === undefined) {
			// n8n drops parameters of fields that are not shown.
			const mode = this.context.getNodeParameter('columns.mappingMode', 0, '');
			this.columns = mode === '' ? null : new Mapping(this.context, set, mode === AUTOMATIC);
		}
		return this.columns ?? undefined;
	}

	/** Columns of the input that were not used. */
	get unusedColumns(): string[] {
		return this.columns?.unused ?? [];
	}

	/** The records of a kind by the ERP's key. */
	index(kind: KeyedKind): KeyIndex {
		const index =
			this.indexes.get(kind.name) ??
			new KeyIndex(this.client, kind, this.context.getInputData().length);
		this.indexes.set(kind.name, index);
		return index;
	}

	/** A record as Paystand shows it, read once. */
	async record(kind: Kind, id: string): Promise<IDataObject> {
		return await this.once(`${kind.name} ${id}`, async () => await this.client.get(kind.path(id)));
	}

	/**
	 * Does something once. When it fails, it fails for all items that wait for it, and the next item
	 * tries again.
	 *
	 * @param name what it is, unique in the execution
	 */
	async once<T>(name: string, work: () => Promise<T>): Promise<T> {
		const known = this.built.get(name) as Promise<T> | undefined;
		if (known) return await known;
		const building = work();
		this.built.set(name, building);
		building.catch(() => this.built.delete(name));
		return await building;
	}

	/**
	 * Runs `work` when everything before it under the same name has ended.
	 *
	 * @param name the record, e.g. `receivable INV-1001`
	 */
	async lock<T>(name: string, work: () => Promise<T>): Promise<T> {
		const former = this.locks.get(name) ?? Promise.resolve();
		const mine = former.then(work, work);
		this.locks.set(name, mine);
		return await mine;
	}
}
