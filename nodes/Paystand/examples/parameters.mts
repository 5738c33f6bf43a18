/** What the examples fill into the fields of their nodes. */
import type { IDataObject, INodeParameterResourceLocator, INodeParameters } from 'n8n-workflow';
import type { Account, ExampleCase } from './example.mts';

const by = (mode: string, value: string): INodeParameterResourceLocator => ({
	__rl: true,
	mode,
	value,
});

/** A record picked by Paystand's ID. */
export const byId = (id: string) => by('id', id);
/** A record picked by the ERP's key. */
export const byKey = (key: string) => by('key', key);

/** Columns that are mapped by hand, as n8n saves them; the flow adds what the form shows of them. */
export const columns = (value: IDataObject, matchOn?: string): INodeParameters =>
	mapping('defineBelow', value, matchOn);

/** Columns that are taken from the input by their names. */
export const automaticColumns = (): INodeParameters => mapping('autoMapInputData', null);

const mapping = (
	mappingMode: string,
	value: IDataObject | null,
	matchOn?: string,
): INodeParameters => ({
	columns: { mappingMode, value, matchingColumns: matchOn ? [matchOn] : [], schema: [] } as never,
});

/** The node in the flow in which a person enters values. */
export const YOUR_VALUES = 'Your Values';

/** What the tests enter as the `run` of Your Values. */
export const TEST_RUN = 'T1';

/** A field of the first item of another node in the flow, e.g. `first('Customer: Create', 'id')`. */
export const first = (node: string, field: string) => `={{ $('${node}').first().json.${field} }}`;

/** A text that is another one in each run of the flow, for keys. */
export const perRun = (before = '', after = '') =>
	`=${before}{{ $('${YOUR_VALUES}').first().json.run }}${after}`;

/** Days for calendar fields, counted from the day of the run. */
export const TODAY = "={{ $now.toFormat('yyyy-LL-dd') }}";
export const IN_30_DAYS = "={{ $now.plus(30, 'days').toFormat('yyyy-LL-dd') }}";

/** The key of the customer that the flow creates, the customer, and its receivable. */
export const FLOW_CUSTOMER_KEY = first('Customer: Create', 'extCustomerId');
export const FLOW_CUSTOMER = byKey(FLOW_CUSTOMER_KEY);
export const FLOW_RECEIVABLE = byKey(first('Receivable: Create', 'extId'));

/** A customer and a receivable of the account that cases run against. */
export const CASE_CUSTOMER = byKey('CUST-1');
export const CASE_RECEIVABLE = byKey('1001');
export const META = '{"batch": 7}';

/** The lists of a record: simplified, whole, and with date filters, which have a route of their own. */
export const listCases: ExampleCase[] = [
	{},
	{ simplify: false, returnAll: true },
	{
		filters: {
			...{ period: 'between', from: '2026-11-20', to: '2026-12-24' },
			...{ dateType: 'lastUpdated', timezone: 'America/Chicago' },
		},
		order: 'lastUpdated ASC',
	},
];

/** A single record, simplified and whole. */
export const getCases = (field: string, idOf: (account: Account) => string): ExampleCase[] => {
	const parameters = (account: Account): INodeParameters => ({ [field]: byId(idOf(account)) });
	return [parameters, (account) => ({ ...parameters(account), simplify: false })];
};
