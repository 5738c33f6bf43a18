import type { INodePropertyOptions, ResourceMapperField } from 'n8n-workflow';

import type { Labels } from '../../../client/errors';

/** Paystand's own ID, by which an update can find its record. */
export const ID = 'id';

/** One of the Columns of a write. */
export interface Column {
	/** The name that a body takes it by. */
	name: string;
	/** What the screen calls it; saved workflows know it by this too. */
	label: string;
	/**
	 * How it is filled in. Days and amounts are texts: as dates and numbers n8n would read them
	 * itself, by its own rules, and refuse what 'Read Amounts As' allows.
	 */
	type: 'object' | 'options' | 'string';
	options?: INodePropertyOptions[];
	defaultValue?: string;
	isRequired?: boolean;
	/** The name of the column that may stand in for a required one. */
	orElse?: string;
	/** A record can be found by it. */
	isKey?: boolean;
	/** Seldom needed, so that it has to be added first. */
	isHidden?: boolean;
	/** Nothing but the values that are offered is taken. */
	isClosed?: boolean;
	/** Too much follows from it to be taken from the input only because it is there. */
	isManual?: boolean;
}

/** The Columns of an operation. */
export interface ColumnSet {
	/** What is done with them, in n8n's words. */
	mode: 'add' | 'update' | 'upsert';
	/** In the order of the screen. */
	columns: Column[];
	/** Paystand's names → what the screen calls them elsewhere. */
	labels: Labels;
}

/** The columns as n8n's form takes them. */
export function mapperFields({ mode, columns }: ColumnSet): ResourceMapperField[] {
	const isUpdate = mode === 'update';
	const firstKey = columns.find(({ isKey }) => isKey);
	return columns.map((column) => ({
		id: column.label,
		displayName: column.label,
		type: column.type,
		...(column.options && { options: column.options }),
		// What an update does not name stays as it is.
		...(column.defaultValue && !isUpdate && { defaultValue: column.defaultValue }),
		required: !isUpdate && column.isRequired === true && column.orElse === undefined,
		display: true,
		defaultMatch: column === firstKey,
		canBeUsedToMatch: column.isKey === true,
		removed: column.isHidden === true,
	}));
}

/** A name of a column without what people write differently: case, spaces, `_`, `#` for No. */
export function plainName(name: string): string {
	return name
		.normalize('NFKC')
		.toLowerCase()
		.replaceAll('#', 'no')
		.replace(/[^\p{L}\p{N}]/gu, '');
}
