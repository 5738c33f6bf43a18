import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Labels } from '../../../client/errors';
import type { Refusal } from '../../../client/refusal';
import type { ColumnSet } from './column';
import type { Item } from './item';
import type { Kind } from './kind';

/** What an operation hands back for one input item: plain data, linked to the item by `run.ts`. */
export type Output = IDataObject | IDataObject[] | INodeExecutionData[];

/** One entry of the Operation picker: its fields and what it does, together. */
export interface Operation {
	/** The parameter value, camelCase. */
	value: string;
	/** Title Case, as in the picker. */
	name: string;
	/** Sentence case without articles, as in the list of actions. */
	action: string;
	/** Also what an AI agent reads to decide whether to use it. */
	description: string;
	properties: INodeProperties[];
	/** What `mapper` maps, where it is one of the properties. */
	columns?: ColumnSet;
	/**
	 * The kind of record that it writes and hands back whole; from version 2 of the node on, a person
	 * can have it simplified.
	 */
	writes?: Kind;
	/** What the items look like, for the output schema that the build makes of it. */
	output: OutputSchema;
	/** What they look like from version 2 of the node on, where that differs otherwise. */
	shortOutput?: OutputSchema;
	/** What this operation knows to do about a refusal of Paystand's. */
	hint?(refusal: Refusal, item: Item): string | undefined;
	/**
	 * Runs the operation for one input item. Never loops over items, never links them, never
	 * swallows a refusal: that is `run.ts`.
	 */
	execute(item: Item): Promise<Output>;
}

/** The items of an operation, as parts of the API document. */
export interface OutputSchema {
	/** The `operationId` whose reply an item is made of; without it an item holds only `plus`. */
	from?: string;
	/** Where in that reply, e.g. `attachments.items`; a list envelope is unwrapped anyway. */
	at?: string;
	/** Only these fields, in this order; those that the reply lacks are texts. */
	pick?: string[];
	/** Fields that the node adds: name → their JSON type. */
	plus?: Record<string, 'array' | 'boolean' | 'number' | 'string'>;
}

/** One entry of the Resource picker. */
export interface Resource {
	value: string;
	/** Singular, Title Case, Paystand's word. */
	name: string;
	description: string;
	/** Paystand's stored names → what the screen calls them, for messages. */
	labels: Labels;
	/** In the order of the picker: alphabetical. */
	operations: Operation[];
}
