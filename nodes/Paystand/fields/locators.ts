import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Execution } from '../actions/execution';
import { shown } from './input';
import { choiceOf, isUnset, locatorField } from './locator';
import type { Choice, Locator } from './locator';
import { recordByKey } from './lookup';
import type { KeyedKind } from './lookup';

/** Every kind of record that a field picks. */
const KINDS = {
	attachment: {
		name: 'attachment',
		label: 'Attachment',
		search: 'searchAttachments',
		description: 'The attachment of the receivable',
	},
	creditMemo: {
		name: 'creditMemo',
		label: 'Credit Memo',
		search: 'searchCreditMemos',
		description: 'The credit memo in Paystand',
		keyLabel: 'ERP Credit Memo ID',
		keyPlaceholder: 'e.g. CM-1001',
	},
	customer: {
		name: 'customer',
		label: 'Customer',
		search: 'searchCustomers',
		description: 'The customer in Paystand (payer customer)',
		keyLabel: 'ERP Customer ID',
		keyPlaceholder: 'e.g. CUST-1001',
	},
	dispute: {
		name: 'dispute',
		label: 'Dispute',
		search: 'searchDisputes',
		description: 'The dispute or ACH return',
	},
	payment: {
		name: 'payment',
		label: 'Payment',
		search: 'searchPayments',
		description: 'The payment in Paystand',
	},
	receivable: {
		name: 'receivable',
		label: 'Receivable',
		search: 'searchReceivables',
		description: 'The receivable (invoice) in Paystand',
		keyLabel: 'ERP Invoice ID',
		keyPlaceholder: 'e.g. INV-1001',
	},
	refund: {
		name: 'refund',
		label: 'Refund',
		search: 'searchRefunds',
		description: 'The refund of a payment',
	},
	transfer: {
		name: 'transfer',
		label: 'Transfer',
		search: 'searchTransfers',
		description: 'The transfer (payout) to your bank account',
	},
	withdrawal: {
		name: 'withdrawal',
		label: 'Withdrawal',
		search: 'searchWithdrawals',
		description: 'The withdrawal from your Paystand balance',
	},
} satisfies Record<string, Locator>;

/** A kind that is picked from a list or by its ID. */
export type RecordKind = keyof typeof KINDS;

/** The locator of a kind, for fields that build on it. */
export const kindOf = (kind: RecordKind): Locator => KINDS[kind];

/** The field that picks a record of a kind. */
export const recordLocator = (kind: RecordKind): INodeProperties => locatorField(KINDS[kind]);

/** The field that picks a customer: From List, By ID or By ERP Customer ID. */
export const customerLocator = (): INodeProperties => recordLocator('customer');

/** The field that picks a receivable: From List, By ID or By ERP Invoice ID. */
export const receivableLocator = (): INodeProperties => recordLocator('receivable');

/** The field that picks an attachment of the receivable picked before it. */
export const attachmentLocator = (): INodeProperties => recordLocator('attachment');

/**
 * What the customer locator was set to.
 *
 * @returns the Paystand ID, or the ERP's key when the mode is By ERP Key
 * @throws {NodeOperationError} when it is empty or no ID
 */
export function pickedCustomer(context: IExecuteFunctions, itemIndex: number): Choice {
	return picked(context, itemIndex, 'customer');
}

/** The Paystand ID of the picked attachment. */
export function attachmentId(context: IExecuteFunctions, itemIndex: number): string {
	return recordId(context, itemIndex, 'attachment');
}

/**
 * The Paystand ID of a picked record that has no key of the ERP.
 *
 * @throws {NodeOperationError} when none is picked, or what is given is no ID
 */
export function recordId(
	context: IExecuteFunctions,
	itemIndex: number,
	kind: Exclude<RecordKind, KeyedKind>,
): string {
	const choice = picked(context, itemIndex, kind);
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
	return await keyedId(context, itemIndex, execution, 'customer');
}

/** As `customerId`, for receivables. */
export async function receivableId(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
): Promise<string> {
	return await keyedId(context, itemIndex, execution, 'receivable');
}

/** As `customerId`, for credit memos. */
export async function creditMemoId(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
): Promise<string> {
	return await keyedId(context, itemIndex, execution, 'creditMemo');
}

/** As `receivableId`, where a receivable may be left out. */
export async function optionalReceivableId(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
): Promise<string | undefined> {
	const given = context.getNodeParameter(KINDS.receivable.name, itemIndex, '');
	return isUnset(given) ? undefined : await receivableId(context, itemIndex, execution);
}

function picked(context: IExecuteFunctions, itemIndex: number, kind: RecordKind): Choice {
	const { name, label, keyLabel }: Locator = KINDS[kind];
	const given = context.getNodeParameter(name, itemIndex);
	return choiceOf({ context, itemIndex, label }, given, keyLabel);
}

async function keyedId(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
	kind: KeyedKind,
): Promise<string> {
	const choice = picked(context, itemIndex, kind);
	if ('id' in choice) return choice.id;
	const record = await recordByKey(context, execution, kind, choice.key);
	if (record) return String(record.id);
	const { label, keyLabel } = KINDS[kind];
	const word = label.toLowerCase();
	throw new NodeOperationError(
		context.getNode(),
		`No ${word} with ${keyLabel} ${shown(choice.key)} exists in Paystand`,
		{
			description: `Check '${keyLabel}', or create the ${word} first with Create or Update.`,
			itemIndex,
		},
	);
}
