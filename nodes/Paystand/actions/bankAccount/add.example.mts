import type { OperationExample } from '../../examples/example.mts';
import { CASE_CUSTOMER, FLOW_CUSTOMER, META, perRun } from '../../examples/parameters.mts';

const ACCOUNT = {
	nameOnAccount: 'Acme Dental Group',
	accountNumber: '000123456789',
	routingNumber: '110000000',
};

export const example: OperationExample = {
	parameters: {
		customer: FLOW_CUSTOMER,
		...ACCOUNT,
		additionalFields: { externalId: perRun('BANK-') },
	},
	cases: [
		{
			customer: CASE_CUSTOMER,
			...ACCOUNT,
			additionalFields: {
				billingAddress: {
					address: {
						street1: '1 Main',
						city: 'Austin',
						state: 'TX',
						postalCode: '78701',
						country: 'USA',
					},
				},
				externalId: 'BANK-1',
				meta: META,
			},
		},
	],
};
