import type { OperationExample } from '../../examples/example.mts';

export const example: OperationExample = {
	parameters: { subtotal: '100.00' },
	expected: { payerTotal: '103.50' },
	cases: [{ subtotal: '500', feeType: 'networkBankPayment.posted' }],
};
