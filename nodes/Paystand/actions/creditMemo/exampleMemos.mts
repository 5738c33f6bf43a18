/** Credit memos that the examples of several operations write. */
import type { INodeParameters } from 'n8n-workflow';
import { CASE_CUSTOMER, FLOW_CUSTOMER, perRun, TODAY } from '../../examples/parameters.mts';

export const flowMemo = (amount: string): INodeParameters => ({
	customer: FLOW_CUSTOMER,
	extId: perRun(),
	extKey: perRun('CM-'),
	amount,
	extPostedDate: TODAY,
});

export const caseMemo = (extId: string, more: INodeParameters = {}): INodeParameters => ({
	customer: CASE_CUSTOMER,
	extId,
	extKey: `CM-${extId}`,
	amount: '50.25',
	extPostedDate: '2026-11-23',
	...more,
});

/** The fields that may be left out. */
export const MORE_FIELDS = {
	amountRemaining: '40',
	extCreationDate: '2026-11-20',
	currency: 'USD',
	erpName: 'NetSuite',
	status: 'active',
};
