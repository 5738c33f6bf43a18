import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Labels } from '../../../client/errors';
import type { ColumnSet } from './column';
import type { Choice } from './locator';

/** Where a write is filled in. */
export interface Form {
	/** From version 2 of the node on. */
	columns: ColumnSet;
	/** The fields of version 1 that are always there. */
	fields: INodeProperties[];
	/** The name of the field of version 1 that holds the others. */
	collection: string;
}

/** What was filled in for one item. */
export interface Filled {
	/** Name → value as it was given; required columns are there even when they are empty. */
	given: IDataObject;
	/** Paystand's names → what the person knows them by. */
	labels: Labels;
	/** The record that the columns name; only where they do. */
	match?: Choice;
	/** Whether it comes from Columns. */
	isMapped: boolean;
}
