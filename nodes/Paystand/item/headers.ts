import type { IDataObject } from 'n8n-workflow';

import { PaystandError } from '../../../client/errors';
import { ID, plainName } from './column';
import type { Column } from './column';
import { shown } from './field';

/** Our column → the input's column that stands for it, and what is in that. */
export type Mapped = Map<Column, { column: Column; header: string; value: IDataObject[string] }>;

/** What to do where names do not tell. */
export const MANUALLY = "choose 'Map Each Column Manually'";

/** How many columns a message names. */
const MAX_NAMED = 20;

/** Finds our columns in the input by the names of its own. */
export class Headers {
	/** Columns of the input that were not used. */
	readonly unused = new Set<string>();

	/** Columns of the input as they were met → ours. */
	private readonly met = new Map<string, Column | undefined>();

	/**
	 * @param byName plain name → column
	 * @param required what must be there
	 * @param key the column that finds the record of an update
	 */
	constructor(
		private readonly byName: Map<string, Column>,
		private readonly required: Column[],
		private readonly key?: Column,
	) {}

	/**
	 * The columns of an item.
	 *
	 * @throws {PaystandError} when a required one is not there, or two say different things of one
	 */
	read(json: IDataObject): Mapped {
		const mapped: Mapped = new Map();
		for (const [header, value] of Object.entries(json)) {
			const column = this.columnFor(header);
			if (!column) continue;
			const other = mapped.get(column);
			if (!other || text(other.value) === '') mapped.set(column, { column, header, value });
			else if (text(value) !== '' && text(value) !== text(other.value)) {
				throw new PaystandError(
					`The columns ${shown(other.header)} and ${shown(header)} of the input both stand for '${column.label}'`,
					`Remove or rename one of them, e.g. with Edit Fields, or ${MANUALLY}.`,
				);
			}
		}
		this.checkComplete(mapped, Object.keys(json));
		return mapped;
	}

	private columnFor(header: string): Column | undefined {
		if (this.met.has(header)) return this.met.get(header);
		const column = this.byName.get(plainName(header));
		// The other key of an update says nothing that is to be written.
		const isOtherId = column?.name === ID && column !== this.key;
		const taken = column?.isManual || isOtherId ? undefined : column;
		if (!taken && !isOtherId) this.unused.add(header);
		this.met.set(header, taken);
		return taken;
	}

	private checkComplete(mapped: Mapped, headers: string[]): void {
		const names = [...mapped.keys()].map(({ name }) => name);
		const missing = this.required.filter(
			({ name, orElse = name }) => !names.includes(name) && !names.includes(orElse),
		);
		if (missing.length === 0) return;
		const [{ label }] = missing;
		throw new PaystandError(
			`The input has no column for ${missing.map((column) => `'${column.label}'`).join(', ')}`,
			`Its columns: ${listed(headers) || 'none'}. Name one '${label}', e.g. with Edit Fields, or ${MANUALLY}.`,
		);
	}
}

/** What a hint says of columns of the input that were not used. */
export function unusedHint(unused: string[]): string {
	return `Columns of the input that were not used: ${listed(unused)}.`;
}

function listed(names: string[]): string {
	const more = names.length - MAX_NAMED;
	const named = names.slice(0, MAX_NAMED).map(shown).join(', ');
	return more > 0 ? `${named} and ${more} more` : named;
}

function text(value: unknown): string {
	return String(value ?? '').trim();
}
