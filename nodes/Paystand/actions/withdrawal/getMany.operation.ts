import { datedGetMany } from '../../fields/datedList';
import { simplified } from './simplified';

export const getMany = datedGetMany({
	plural: 'withdrawals',
	path: ['withdrawals'],
	allPath: ['withdrawals', 'all'],
	// Not published; a withdrawal is carried out by transfers, so theirs are likely.
	statuses: ['created', 'processing', 'sending', 'posted', 'paid', 'failed'],
	simplified,
});
