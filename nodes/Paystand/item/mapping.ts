import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Labels } from '../../../client/errors';
import { PaystandError } from '../../../client/errors';
import { ID, plainName } from './column';
import type { Column, ColumnSet } from './column';
import { OTHER_NAMES } from './columnNames';
import { Field, shown } from './field';
import type { Filled } from './filled';
import { Headers, MANUALLY } from './headers';
import type { Mapped } from './headers';
import type { Choice } from './locator';

/** The name of the field of Columns. */
export const COLUMNS = { displayName: 'Columns', name: 'columns' };

/** n8n's word for Map Automatically. */
export const AUTOMATIC = 'autoMapInputData';

/** Reads the Columns of a run: as each was mapped, or by the names of the input's own columns. */
export class Mapping {
	/** Set where the input's own columns are taken by their names. */
	private readonly headers?: Headers;
	private readonly byName = new Map<string, Column>();
	/** The column that finds the record of an update. */
	private readonly key?: Column;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly set: ColumnSet,
		isAutomatic: boolean,
	) {
		const { columns, labels, mode } = set;
		for (const column of columns) {
			const stored = Object.keys(labels).filter((name) => labels[name] === column.label);
			const names = [column.label, column.name, ...stored, ...(OTHER_NAMES[column.name] ?? [])];
			for (const name of names) this.byName.set(plainName(name), column);
		}
		if (mode === 'update') this.key = this.chosenKey();
		if (isAutomatic) this.headers = new Headers(this.byName, this.required(), this.key);
	}

	/** Columns of the input that were not used, by name. */
	get unused(): string[] {
		return [...(this.headers?.unused ?? [])];
	}

	/**
	 * What the item says.
	 *
	 * @throws {PaystandError} when a required column is not there, or two stand for one
	 */
	read(index: number): Filled {
		const headers = this.headers?.read(this.context.getInputData()[index].json);
		const given = this.emptyOnes();
		for (const { column, value } of headers?.values() ?? this.asMapped(index)) {
			given[column.name] = value;
		}
		const labels = this.labelsFor(headers);
		checkClosed(this.set.columns, given, labels);
		return {
			given,
			labels,
			isMapped: true,
			...(this.key && this.matched(this.key, given, labels)),
		};
	}

	private chosenKey(): Column {
		const keys = this.set.columns.filter(({ isKey }) => isKey);
		const chosen = this.context.getNodeParameter('columns.matchingColumns', 0, []) as unknown;
		const [name] = Array.isArray(chosen) ? chosen : [];
		if (name === undefined) return keys[0];
		const key = this.byName.get(plainName(String(name)));
		if (key && keys.includes(key)) return key;
		throw new PaystandError(
			`'Column to match on' is none of ${keys.map(({ label }) => label).join(' · ')}`,
			'Choose it again from the list. Nothing was sent.',
		);
	}

	private asMapped(index: number): Array<{ column: Column; value: IDataObject[string] }> {
		// n8n would check the values by its own rules, and name them otherwise than the screen does.
		const values = this.context.getNodeParameter('columns.value', index, null, {
			skipValidation: true,
		}) as IDataObject | null;
		return Object.entries(values ?? {}).map(([name, value]) => {
			const column = this.byName.get(plainName(name));
			if (column) return { column, value };
			throw new PaystandError(
				`'${COLUMNS.displayName}' hold ${shown(name)}, which is none of them`,
				"Open the node and choose 'Refresh Column List', or remove it.",
			);
		});
	}

	private required(): Column[] {
		return this.key ? [this.key] : this.set.columns.filter(({ isRequired }) => isRequired);
	}

	/** So that those that are empty are read, and say so. */
	private emptyOnes(): IDataObject {
		return Object.fromEntries(this.required().map(({ name }) => [name, undefined])) as IDataObject;
	}

	/** Every name of a field → the column of the input that it comes from, or our own. */
	private labelsFor(headers: Mapped = new Map()): Labels {
		const { columns, labels } = this.set;
		const result: Labels = {};
		for (const [stored, label] of Object.entries(labels)) {
			const column =
				columns.find(({ name }) => name === stored) ??
				columns.find(({ name }) => labels[name] === label);
			result[stored] = column ? (headers.get(column)?.header ?? column.label) : label;
		}
		for (const column of columns)
			result[column.name] ??= headers.get(column)?.header ?? column.label;
		return result;
	}

	/** Takes the key out of what was given, which then is what the update changes. */
	private matched(key: Column, given: IDataObject, labels: Labels): { match: Choice } {
		const field = new Field(labels[key.name], given[key.name]);
		const match = key.name === ID ? { id: field.id() } : { key: field.text() };
		delete given[key.name];
		const other = new Field(labels[ID], given[ID]);
		if (!other.isEmpty) {
			other.fail('is filled in, but not used to match', "Choose it in 'Column to match on'.");
		}
		delete given[ID];
		return { match };
	}
}

function checkClosed(columns: Column[], given: IDataObject, labels: Labels): void {
	for (const { name, options = [], isClosed } of columns) {
		const field = new Field(labels[name], given[name]);
		if (!isClosed || field.isEmpty || options.some(({ value }) => value === given[name])) continue;
		field.fail(
			`is none of ${options.map(({ value }) => String(value)).join(' · ')}: ${shown(given[name])}`,
			`Correct it, or leave the column out. To pass over a column of the input, ${MANUALLY}.`,
		);
	}
}
