import type { INodeParameterResourceLocator, INodeParameters } from 'n8n-workflow';
import type { Account } from './account.mts';

/** An operation with parameters to run it with; most operations have several. */
export interface OperationCase {
	resource: string;
	operation: string;
	parameters: (account: Account) => INodeParameters;
	/** The run needs a file on its item. */
	file?: Buffer;
}

/** @param parameters of the node, when they need no id of the account as they are */
export const operationCase = (
	resource: string,
	operation: string,
	parameters: OperationCase['parameters'] | INodeParameters = {},
	more: Partial<OperationCase> = {},
): OperationCase => ({
	resource,
	operation,
	parameters:
		typeof parameters === 'function'
			? (parameters as OperationCase['parameters'])
			: () => parameters,
	...more,
});

export const by = (mode: string, value: string): INodeParameterResourceLocator => ({
	__rl: true,
	mode,
	value,
});
export const MAIN = by('key', 'CUST-1');
export const INVOICE = by('key', '1001');
const LAST_DAYS = { period: 'between', from: '2026-11-20', to: '2026-12-24' };
export const META = '{"batch": 7}';

/** Both lists of a kind, the one with date filters and the one without, simplified and whole. */
export const lists = (resource: string) => [
	operationCase(resource, 'getAll'),
	operationCase(resource, 'getAll', { simplify: false, returnAll: true }),
	operationCase(resource, 'getAll', {
		filters: { ...LAST_DAYS, dateType: 'lastUpdated', timezone: 'America/Chicago' },
		order: 'lastUpdated ASC',
	}),
];
/** A single record, simplified and whole. */
export const gets = (resource: string, picked: (account: Account) => string) => [
	operationCase(resource, 'get', (account: Account) => ({ [resource]: by('id', picked(account)) })),
	operationCase(resource, 'get', (account: Account) => ({
		[resource]: by('id', picked(account)),
		simplify: false,
	})),
];
