import { setStatus } from './setStatus';

export const cancel = setStatus('cancel', 'cancelCreditMemo', {
	name: 'Cancel',
	action: 'Cancel credit memo',
	description:
		'Cancel (void) a credit memo, so that it cannot be applied any more. The record stays, with status cancelled.',
});
