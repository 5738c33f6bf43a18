import { Unable, type Probe } from '../../probe.mts';
import { cancelTwice, idIn, trySecond } from './shared.mts';

/** A credit memo: created, read, changed, created again, cancelled twice, activated, cancelled. */
export async function tryCreditMemo(probe: Probe): Promise<void> {
	const [year, month, day] = new Date().toISOString().slice(0, 10).split('-');
	const input = {
		extId: `${probe.prefix}-m`,
		extKey: `${probe.prefix}-m`,
		amount: 2.5,
		amountRemaining: 2.5,
		extCustomerId: `${probe.prefix}-c`,
		extCreationDate: `${month}-${day}-${year}`,
		extPostedDate: `${month}-${day}-${year}`,
		status: 'active',
	};
	const creditMemoId = idIn(await probe.ask('createCreditMemo', { body: input }));
	if (creditMemoId === null) throw new Unable('no credit memo could be made');
	probe.remember('creditMemoId', creditMemoId);
	const ids = { creditMemoId };
	await probe.ask('getCreditMemo', { ids });
	await probe.ask('updateCreditMemo', { ids, body: { ...input, amountRemaining: 2 } });
	await probe.ask('getCreditMemo', { ids });
	const second = await trySecond(
		probe,
		'secondCreditMemoKey',
		'createCreditMemo',
		input,
		creditMemoId,
		false,
	);
	if (second !== null) probe.remember('extraCreditMemoId', second);
	await cancelTwice(probe, 'cancelCreditMemoTwice', 'cancelCreditMemo', ids);
	await probe.ask('activateCreditMemo', { ids });
	await probe.ask('cancelCreditMemo', { ids });
}
