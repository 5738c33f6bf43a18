import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import type { Labels } from '../../../client/errors';
import type { Execution } from './execution';

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
	/**
	 * Runs the operation for one input item. Never loops over items, never links them, never
	 * swallows a refusal: that is `run.ts`.
	 */
	execute(this: IExecuteFunctions, itemIndex: number, execution: Execution): Promise<Output>;
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
