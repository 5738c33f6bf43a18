import type { Account } from '../../../../nodes/Paystand/examples/example.mts';
import type { Engine } from '../sandbox.mts';

export type { Account };

export const PDF = Buffer.from('%PDF-1.7\n%%EOF\n');
export const CARD = '4242424242424242';

/** An account in which everything that a list could show has happened once. */
export async function prepareAccount(engine: Engine): Promise<Account> {
	const { merchant } = engine;
	merchant.deleteCustomers = true;
	merchant.settings.events.enabled = true;
	const { id: customerId } = await engine.addCustomer('CUST-1', {
		contactFirstName: 'Dana',
		contactLastName: 'Reed',
	});
	await engine.addCustomer('CUST-2');
	const { id: receivableId } = await engine.addReceivable('1001');
	await engine.addReceivable('1002');
	// So that something is left to pay out.
	await engine.addReceivable('1003', { totalAmount: '500.00', amountDue: '500.00' });
	await engine.pay('1003');
	const { id: cardId } = await engine.call('POST', '/control/cards', {
		extCustomerId: 'CUST-1',
		card: CARD,
	});
	const { id: paymentId } = await engine.call('POST', '/control/pay', {
		receivables: [{ extId: '1001', amount: '60.00' }],
		card: CARD,
		payerFee: true,
	});
	await engine.call('POST', '/control/clock', { advance: '1d' });
	await engine.call('POST', '/control/refund', { paymentId, amount: '10.00' });
	await engine.call('POST', '/control/dispute', { paymentId, outcome: 'open' });
	await engine.call('POST', '/control/clock', { advance: '5d' });
	merchant.autoWithdrawal = false;
	for (const erpId of ['1004', '1005']) {
		await engine.addReceivable(erpId);
		await engine.pay(erpId);
	}
	await engine.call('POST', '/control/clock', { advance: '3d' });
	const [other, fresh] = merchant.payments.newestFirst();
	return {
		customerId,
		receivableId,
		paymentId,
		refundId: merchant.refunds.all()[0].id,
		disputeId: merchant.disputes.all()[0].id,
		transferId: merchant.transfers.all()[0].id,
		withdrawalId: merchant.withdrawals.all()[0].id,
		freshPaymentId: fresh.id,
		otherPaymentId: other.id,
		balanceChangeId: merchant.balanceChanges.all()[0].id,
		payoutBankId: merchant.payoutBanks.all()[0].id,
		feeId: merchant.fees.all()[0].id,
		planId: merchant.defaultPlanId,
		cardId,
		event: structuredClone(merchant.events.all()[0]),
		get attachmentId() {
			return merchant.attachments.newestFirst()[0]?.id ?? 'none';
		},
		get bankId() {
			return merchant.banks.newestFirst()[0]?.id ?? 'none';
		},
	};
}
