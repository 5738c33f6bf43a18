import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { attachment } from './actions/attachment';
import { balance } from './actions/balance';
import { bankAccount } from './actions/bankAccount';
import { card } from './actions/card';
import { creditMemo } from './actions/creditMemo';
import { customer } from './actions/customer';
import { dispute } from './actions/dispute';
import { event } from './actions/event';
import { fee } from './actions/fee';
import { merchant } from './actions/merchant';
import { outputChoice } from './fields/listing';
import { since2 } from './fields/version';
import type { Operation, Resource } from './item/operation';
import { options } from './options';
import { payer } from './actions/payer';
import { payment } from './actions/payment';
import { receivable } from './actions/receivable';
import { refund } from './actions/refund';
import { transfer } from './actions/transfer';
import { withdrawal } from './actions/withdrawal';

/**
 * Every resource of the node, in the order of the picker. Picker, fields and dispatch are all made
 * from this array, so that they cannot drift apart.
 */
export const resources: Resource[] = [
	attachment,
	balance,
	bankAccount,
	card,
	creditMemo,
	customer,
	dispute,
	event,
	fee,
	merchant,
	payer,
	payment,
	receivable,
	refund,
	transfer,
	withdrawal,
];

/** The operation that two parameter values name, or `undefined`. */
export function operationOf(
	resourceValue: string,
	operationValue: string,
): { resource: Resource; operation: Operation } | undefined {
	const resource = resources.find(({ value }) => value === resourceValue);
	const operation = resource?.operations.find(({ value }) => value === operationValue);
	return resource && operation && { resource, operation };
}

/** All parameters of the node: the Resource picker, the Operation pickers and every field. */
export function properties(): INodeProperties[] {
	return [
		resourcePicker(),
		...resources.map(operationPicker),
		...resources.flatMap(fieldsOf),
		options,
	];
}

function resourcePicker(): INodeProperties {
	return {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value, description }) => ({ name, value, description })),
		default: 'receivable',
	};
}

function operationPicker(resource: Resource): INodeProperties {
	const values = resource.operations.map(({ value }) => value);
	const preferred = values.includes('getAll') ? 'getAll' : values[0];
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource.value] } },
		options: resource.operations.map(
			({ name, value, action, description }): INodePropertyOptions => ({
				name,
				value,
				action,
				description,
			}),
		),
		default: preferred,
	};
}

/** The fields of an operation, those that choose what a write hands back among them. */
export function propertiesOf({ properties: own, writes }: Operation): INodeProperties[] {
	return writes ? [...own, ...since2(outputChoice())] : own;
}

/** The fields of a resource, each shown for its operation only. */
function fieldsOf(resource: Resource): INodeProperties[] {
	return resource.operations.flatMap((operation) =>
		propertiesOf(operation).map((property) => ({
			...property,
			displayOptions: {
				...property.displayOptions,
				show: {
					resource: [resource.value],
					operation: [operation.value],
					...property.displayOptions?.show,
				},
			},
		})),
	);
}
