import { NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeParameterResourceLocator,
	INodeProperties,
} from 'n8n-workflow';

import type { Execution } from '../actions/execution';
import { recordByKey } from './lookup';
import type { KeyedKind } from './lookup';
import { paystandId, text } from './input';

interface Locator {
	/** The parameter name. */
	name: string;
	/** What the screen calls it. */
	label: string;
	/** The method that fills From List. */
	search: string;
	description: string;
	/** The name of the key mode, for kinds that the ERP has a key for. */
	keyLabel?: string;
	keyPlaceholder?: string;
}

const CUSTOMER: Locator = {
	name: 'customer',
	label: 'Customer',
	search: 'searchCustomers',
	description: 'The customer in Paystand (payer customer)',
	keyLabel: 'ERP Customer ID',
	keyPlaceholder: 'e.g. CUST-1001',
};

const RECEIVABLE: Locator = {
	name: 'receivable',
	label: 'Receivable',
	search: 'searchReceivables',
	description: 'The receivable (invoice) in Paystand',
	keyLabel: 'ERP Invoice ID',
	keyPlaceholder: 'e.g. INV-1001',
};

const ATTACHMENT: Locator = {
	name: 'attachment',
	label: 'Attachment',
	search: 'searchAttachments',
	description: 'The attachment of the receivable',
};

/** The field that picks a customer: From List, By ID or By ERP Customer ID. */
export const customerLocator = (): INodeProperties => locator(CUSTOMER);

/** The field that picks a receivable: From List, By ID or By ERP Invoice ID. */
export const receivableLocator = (): INodeProperties => locator(RECEIVABLE);

/** The field that picks an attachment of the receivable picked before it. */
export const attachmentLocator = (): INodeProperties => locator(ATTACHMENT);

/**
 * What a locator was set to.
 *
 * @returns the Paystand ID, or the ERP's key when the mode is By ERP Key
 * @throws {NodeOperationError} when it is empty or no ID
 */
export function pickedCustomer(
	context: IExecuteFunctions,
	itemIndex: number,
): { id: string } | { key: string } {
	return picked(context, itemIndex, CUSTOMER);
}

/** The Paystand ID of the picked attachment. */
export function attachmentId(context: IExecuteFunctions, itemIndex: number): string {
	const choice = picked(context, itemIndex, ATTACHMENT);
	return 'id' in choice ? choice.id : choice.key;
}

/**
 * The Paystand ID of the picked customer. A key is looked up in the list, which is read once per
 * execution (fact sheet 12.17: no look-up by key exists).
 *
 * @throws {NodeOperationError} when there is none with that key
 */
export async function customerId(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
): Promise<string> {
	return await idOf(context, itemIndex, execution, CUSTOMER, 'customer');
}

/** As `customerId`, for receivables. */
export async function receivableId(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
): Promise<string> {
	return await idOf(context, itemIndex, execution, RECEIVABLE, 'receivable');
}

function locator(kind: Locator): INodeProperties {
	return {
		displayName: kind.label,
		name: kind.name,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: kind.description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: kind.search, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 8low3hlfk1a7t08trm7043aw',
			},
			...(kind.keyLabel
				? [
						{
							displayName: `By ${kind.keyLabel}`,
							name: 'key',
							type: 'string' as const,
							placeholder: kind.keyPlaceholder,
							hint: "Your ERP's own key. Paystand is searched for it once per execution.",
						},
					]
				: []),
		],
	};
}

function picked(
	context: IExecuteFunctions,
	itemIndex: number,
	kind: Locator,
): { id: string } | { key: string } {
	const place = { context, itemIndex, label: kind.label };
	const parameter = context.getNodeParameter(kind.name, itemIndex) as
		| INodeParameterResourceLocator
		| string;
	if (typeof parameter !== 'object' || parameter === null) {
		return { id: paystandId(place, parameter) };
	}
	return parameter.mode === 'key'
		? { key: text({ ...place, label: kind.keyLabel ?? kind.label }, parameter.value) }
		: { id: paystandId(place, parameter.value) };
}

async function idOf(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
	locatorOf: Locator,
	kind: KeyedKind,
): Promise<string> {
	const choice = picked(context, itemIndex, locatorOf);
	if ('id' in choice) return choice.id;
	const record: IDataObject | undefined = await recordByKey(context, execution, kind, choice.key);
	if (record) return String(record.id);
	throw new NodeOperationError(
		context.getNode(),
		`No ${kind} with ${locatorOf.keyLabel} '${choice.key}' exists in Paystand`,
		{
			description: `Check '${locatorOf.keyLabel}', or create the ${kind} first with Create or Update.`,
			itemIndex,
		},
	);
}
