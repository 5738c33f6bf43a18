import type { OperationExample } from '../../examples/example.mts';
import { listCases } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { filters: { period: 'last30Days', dateType: 'created' }, limit: 5 },
	cases: [...listCases, { includeInvoices: true, limit: 3 }],
};
