import { setStatus } from './setStatus';

export const activate = setStatus('activate', 'activateCreditMemo', {
	name: 'Activate',
	action: 'Activate credit memo',
	description: 'Make a cancelled credit memo active again',
});
