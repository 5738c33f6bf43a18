/** Receivables that the examples of several operations write. */
import type { INodeParameters } from 'n8n-workflow';
import {
	CASE_CUSTOMER,
	FLOW_CUSTOMER,
	IN_30_DAYS,
	perRun,
	TODAY,
} from '../../examples/parameters.mts';

export const flowReceivable = (suffix: string, totalAmount: string): INodeParameters => ({
	customer: FLOW_CUSTOMER,
	erpId: perRun('', suffix),
	erpRef: perRun('INV-', suffix),
	postingDate: TODAY,
	dueDate: IN_30_DAYS,
	totalAmount,
});

export const caseReceivable = (erpId: string, more: INodeParameters = {}): INodeParameters => ({
	customer: CASE_CUSTOMER,
	erpId,
	erpRef: `INV-${erpId}`,
	totalAmount: '80.40',
	currency: 'USD',
	postingDate: '2026-11-23',
	dueDate: '2026-12-23',
	...more,
});
